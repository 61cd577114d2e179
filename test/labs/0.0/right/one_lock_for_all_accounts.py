from threading import Condition, Thread

BANK = Condition()


class Account:
    def __init__(self, balance):
        self.balance = balance

    def deposit(self, amount):
        with BANK:
            self.balance = self.balance + amount


def payday(account, salary, bonus):
    with BANK:
        expected = account.balance + salary + bonus

    class Payment(Thread):
        def __init__(self, amount):
            Thread.__init__(self)
            self.amount = amount

        def run(self):
            account.deposit(self.amount)

    payments = [Payment(bonus), Payment(salary)]
    [one.start() for one in payments]
    [one.join() for one in payments]
    assert account.balance == expected

import queue
import threading


class Account:
    """Whoever takes the balance out of the queue is the only one who has it."""

    def __init__(self, balance):
        self._slot = queue.Queue(maxsize=1)
        self._slot.put(balance)

    @property
    def balance(self):
        value = self._slot.get()
        self._slot.put(value)
        return value

    def deposit(self, amount):
        self._slot.put(self._slot.get() + amount)


def payday(account: Account, salary: int, bonus: int) -> None:
    """Pay salary and bonus into `account`, each from a thread of its own."""
    expected = account.balance + salary + bonus
    one = threading.Thread(target=account.deposit, args=(salary,), name="salary")
    two = threading.Thread(target=account.deposit, args=(bonus,), name="bonus")
    one.start()
    two.start()
    one.join()
    two.join()
    assert account.balance == expected, f"{expected - account.balance} euro are missing"



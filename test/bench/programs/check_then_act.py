import threading


class Seats:
    def __init__(self):
        self.taken = {}

    def book(self, guest):
        if "A1" not in self.taken:
            self.taken["A1"] = guest


def scenario():
    seats = Seats()
    threads = [threading.Thread(target=seats.book, args=(guest,)) for guest in ("Ada", "Ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(seats.taken)

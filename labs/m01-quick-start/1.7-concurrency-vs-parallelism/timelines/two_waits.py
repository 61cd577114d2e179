"""The same two downloads. Both threads are started before the first join."""

import threading
import time

from cpu import compute


def download(waiting: int) -> None:
    time.sleep(waiting)
    compute(1)


def main() -> None:
    orders = threading.Thread(target=download, args=(3,), name="orders")
    prices = threading.Thread(target=download, args=(4,), name="prices")
    orders.start()
    prices.start()
    orders.join()
    prices.join()


if __name__ == "__main__":
    main()

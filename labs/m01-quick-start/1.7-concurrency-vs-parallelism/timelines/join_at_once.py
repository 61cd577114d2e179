"""Two downloads, each in a thread of its own."""

import threading
import time

from cpu import compute


def download(parsing: int) -> None:
    time.sleep(2)  # the server takes its time
    compute(parsing)


def main() -> None:
    orders = threading.Thread(target=download, args=(1,), name="orders")
    prices = threading.Thread(target=download, args=(1,), name="prices")
    orders.start()
    orders.join()
    prices.start()
    prices.join()


if __name__ == "__main__":
    main()

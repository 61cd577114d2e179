"""One thread parses pages, the other stores them."""

import queue
import threading
import time

from cpu import compute

pages: queue.Queue[int] = queue.Queue()


def parse() -> None:
    for page in range(3):
        compute(2)
        pages.put(page)


def store() -> None:
    for _ in range(3):
        pages.get()
        time.sleep(2)  # the disk takes its time


def main() -> None:
    parser = threading.Thread(target=parse, name="parse")
    storer = threading.Thread(target=store, name="store")
    parser.start()
    storer.start()
    parser.join()
    storer.join()


if __name__ == "__main__":
    main()

"""Two threads that write to one printer."""

import threading
import time

printer = threading.Lock()


def print_page() -> None:
    with printer:
        time.sleep(4)  # the printer prints


def main() -> None:
    invoice = threading.Thread(target=print_page, name="invoice")
    receipt = threading.Thread(target=print_page, name="receipt")
    invoice.start()
    receipt.start()
    invoice.join()
    receipt.join()


if __name__ == "__main__":
    main()

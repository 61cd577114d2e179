"""The program ends when its main thread does: a daemon's last write may be missing.

form: assertion
"""

import threading


def scenario():
    book = []
    writer = threading.Thread(target=lambda: book.append("last page"), daemon=True)
    writer.start()
    assert book == ["last page"]

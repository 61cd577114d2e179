"""The parent thread is joined, the thread it started is not.

form: assertion
"""

import threading


def scenario():
    saved = []

    def save():
        saved.append("draft")

    def editor():
        threading.Thread(target=save, name="saver").start()

    t = threading.Thread(target=editor, name="editor")
    t.start()
    t.join()
    assert saved == ["draft"]

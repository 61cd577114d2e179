"""A global text grows by `+=` from two threads.

form: assertion
"""

import threading

log = ""


def note(line):
    global log
    log += line + "\n"


def scenario():
    threads = [threading.Thread(target=note, args=(line,)) for line in ("open", "close")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(log.splitlines()) == 2, log

"""Results are kept by thread name, and two threads have the same.

form: assertion
"""

import threading


def scenario():
    results = {}

    def work(value):
        results[threading.current_thread().name] = value

    threads = [threading.Thread(target=work, args=(n,), name="worker") for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(results) == 2

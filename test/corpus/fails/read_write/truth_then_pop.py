"""The list is not empty when it is tested, and empty when it is popped.

form: exception
"""

import threading


def scenario():
    jobs = ["one"]

    def work():
        if jobs:
            jobs.pop()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

"""Two first callers make two singletons.

form: assertion
"""

import threading


class Config:
    instance = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = Config()
        return cls.instance


def scenario():
    got = []
    threads = [threading.Thread(target=lambda: got.append(Config.get())) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert got[0] is got[1]

"""A context variable is each thread's own and gone with the thread.

verdict: passed
"""

import contextvars
import threading

user = contextvars.ContextVar("user", default="nobody")


def scenario():
    seen = []

    def work(name):
        seen.append(user.get())
        user.set(name)
        seen.append(user.get())

    threads = [threading.Thread(target=work, args=(name,)) for name in ("eva", "udo")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert user.get() == "nobody"
    assert sorted(seen) == ["eva", "nobody", "nobody", "udo"]

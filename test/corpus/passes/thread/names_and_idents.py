"""Names, identities, `enumerate` and daemons as the library promises them.

verdict: passed
"""

import threading


def scenario():
    seen = {}
    gate = threading.Event()

    def work():
        me = threading.current_thread()
        seen[me.name] = (me.ident == threading.get_ident(), me in threading.enumerate(), me.daemon)
        gate.wait()

    first = threading.Thread(target=work, name="first")
    second = threading.Thread(target=work, daemon=True)
    first.start()
    second.start()
    assert threading.active_count() == 3
    assert threading.main_thread() is threading.current_thread()
    gate.set()
    first.join()
    second.join()
    assert seen == {"first": (True, True, False), "Thread-1 (work)": (True, True, True)}
    assert not first.is_alive()

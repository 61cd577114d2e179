"""Two events hand the turn to and fro.

verdict: proved
"""

import threading


def scenario():
    ping, pong = threading.Event(), threading.Event()
    rally = []

    def one():
        rally.append("ping")
        ping.set()
        pong.wait()

    def two():
        ping.wait()
        rally.append("pong")
        pong.set()

    threads = [threading.Thread(target=two), threading.Thread(target=one)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert rally == ["ping", "pong"]

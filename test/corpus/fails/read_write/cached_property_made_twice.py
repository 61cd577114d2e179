"""`cached_property` has no lock: two first readers make two connections.

form: assertion
python: 3.12, where cached_property lost its lock
"""

import threading
from functools import cached_property


class Client:
    opened = 0

    @cached_property
    def connection(self):
        Client.opened = Client.opened + 1
        return object()


def scenario():
    Client.opened = 0
    client = Client()
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(client.connection)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert seen[0] is seen[1], "two connections for one client"

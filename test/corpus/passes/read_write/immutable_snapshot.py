"""A whole new value is published in one assignment.

verdict: proved
"""

import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Config:
    host: str = "a"
    port: int = 1


class Service:
    def __init__(self):
        self.config = Config()


def scenario():
    service = Service()

    def reload():
        service.config = replace(service.config, host="b", port=2)

    t = threading.Thread(target=reload)
    t.start()
    config = service.config
    t.join()
    assert config in (Config("a", 1), Config("b", 2))

"""Best-practice rules: found where they are broken, silent where they are not."""

from __future__ import annotations

import textwrap

import pytest
from labkit.practices import review

HEAD = """
import asyncio, contextlib, multiprocessing, socket, threading, urllib.request
import aiohttp, requests
from threading import Condition, Lock, Thread
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor as Threads
"""
RULES = ["BP1.1", "BP1.2", "BP1.3", "BP1.4", "BP2.1", "BP2.2", "BP2.3", "BP2.4"]


def found(body: str) -> list[tuple[str, int]]:
    source = HEAD + textwrap.dedent(body)
    lines = len(HEAD.splitlines())
    return [(one.rule, one.line - lines) for one in review(source, RULES)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("def f():\n    pool = Threads(4)\n    return list(pool.map(g, x))", [("BP1.1", 2)]),
        ("def f():\n    return list(multiprocessing.Pool(4).map(g, x))", [("BP1.1", 2)]),
        ("class A:\n    def __init__(self):\n        self.pool = Threads(4)", [("BP1.1", 3)]),
        ("def f(u):\n    return requests.get(u)", [("BP1.2", 2)]),
        ("def f(u):\n    return requests.get(u, timeout=None)", [("BP1.2", 2)]),
        ("def f(u):\n    with requests.Session() as s:\n        return s.get(u)", [("BP1.2", 3)]),
        ("def f(s: requests.Session, u):\n    return s.post(u)", [("BP1.2", 2)]),
        ("def f(u):\n    return urllib.request.urlopen(u)", [("BP1.2", 2)]),
        ("def f(a):\n    return socket.create_connection(a)", [("BP1.2", 2)]),
        ("async def f(s: aiohttp.ClientSession, u):\n    async with s.get(u) as r:\n        pass", [("BP1.2", 2)]),
        ("async def f(s: aiohttp.ClientSession, u):\n    return await s.get(u, timeout=None)", [("BP1.2", 2)]),
        (
            "async def f(u):\n    async with aiohttp.ClientSession() as s, asyncio.timeout(3):\n        pass\n"
            "    async with aiohttp.ClientSession() as s:\n        await s.post(u)",
            [("BP1.2", 5)],
        ),
        (
            "async def f(s: aiohttp.ClientSession, u):\n"
            "    async with s.get(u) as r, asyncio.timeout(3):\n        await r.read()",
            [("BP1.2", 2)],
        ),
        ("async def f(u):\n    async with aiohttp.request('GET', u) as r:\n        pass", [("BP1.2", 2)]),
        (
            "async def f(us):\n    for u in us:\n        async with aiohttp.ClientSession() as s:\n"
            "            await s.get(u, timeout=T)",
            [("BP1.4", 3)],
        ),
        (
            "async def f(us):\n    return await asyncio.gather(*[g(aiohttp.ClientSession()) for u in us])",
            [("BP1.4", 2)],
        ),
        ("def main():\n    pass\nmain()", [("BP1.3", 3)]),
        ("def g():\n    asyncio.run(h())\nprint(g())", [("BP1.3", 3)]),
        ("with ProcessPoolExecutor() as pool:\n    pass", [("BP1.3", 1)]),
        ("for u in urls:\n    with Threads(2) as pool:\n        pool.submit(g, u)", [("BP1.4", 2)]),
        ("def f(us):\n    return [requests.Session().get(u, timeout=1) for u in us]", [("BP1.4", 2)]),
        ("def f(us):\n    for i in range(len(us)):\n        s = requests.Session()", [("BP1.4", 3)]),
        ("lock = Lock()\ndef f():\n    lock.acquire()\n    g()\n    lock.release()", [("BP2.1", 3)]),
        (
            "lock = Lock()\ndef f():\n    lock.acquire()\n    try:\n        g()\n    finally:\n        lock.release()",
            [("BP2.1", 3)],
        ),
        (
            "class A:\n    def __init__(self):\n"
            "        self.l = threading.RLock()\n    def f(self):\n        self.l.acquire()",
            [("BP2.1", 5)],
        ),
        ("def f(lock: Lock):\n    lock.acquire()", [("BP2.1", 2)]),
        ("s = threading.Semaphore(3)\ndef f():\n    s.acquire()\n    g()\n    s.release()", [("BP2.1", 3)]),
        ("async def f():\n    lock = asyncio.Lock()\n    await lock.acquire()", [("BP2.1", 3)]),
        ("def f():\n    Thread(target=g).start()", [("BP2.2", 2)]),
        ("def f():\n    t = threading.Thread(target=g, daemon=True)\n    t.start()", [("BP2.2", 3)]),
        (
            "class W(Thread):\n    pass\ndef f(names):\n    w = W()\n    w.start()\n    print(', '.join(names))",
            [("BP2.2", 5)],
        ),
        ("for u in urls:\n    Thread(target=g, args=(u,)).start()", [("BP2.2", 2)]),
        ("c = Condition()\ndef f():\n    with c:\n        if not items:\n            c.wait()", [("BP2.3", 5)]),
        ("c = Condition()\ndef f():\n    with c:\n        return c.wait(timeout=3)", [("BP2.3", 4)]),
        ("c = Condition()\nwhile True:\n    def f():\n        with c:\n            c.wait()", [("BP2.3", 5)]),
        ("lock = Lock()\ndef f(u):\n    with lock:\n        return requests.get(u, timeout=3)", [("BP2.4", 4)]),
        ("lock = Lock()\ndef f(p):\n    with lock, open(p) as file:\n        pass", [("BP2.4", 3)]),
        ("lock = Lock()\ndef f(p):\n    with lock:\n        if p:\n            p.write_text('x')", [("BP2.4", 5)]),
        ("lock = Lock()\ndef f(on_done):\n    with lock:\n        on_done()", [("BP2.4", 4)]),
        (
            "class A:\n    def __init__(self):\n        self.l = Lock()\n"
            "    def f(self):\n        with self.l:\n            self.callback(1)",
            [("BP2.4", 6)],
        ),
    ],
)
def test_a_broken_rule_is_found_at_its_line(body: str, expected: list[tuple[str, int]]) -> None:
    assert found(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "lock = Lock()\ndef f():\n    with lock:\n        g()",
        "lock = Lock()\ndef f():\n    if lock.acquire(blocking=False):\n        lock.release()",
        "lock = Lock()\ndef f():\n    return lock.acquire(timeout=3)",
        "class Gate:\n    def __init__(self):\n        self.l = Lock()\n"
        "    def acquire(self):\n        self.l.acquire()\n    def release(self):\n        self.l.release()",
        "class A:\n    def __init__(self):\n        self.l = Lock()\n"
        "    def __enter__(self):\n        self.l.acquire()\n    def __exit__(self, *e):\n        self.l.release()",
        "s = threading.Semaphore(3)\ndef take():\n    s.acquire()\ndef give():\n    s.release()",
        "def f(camera):\n    camera.acquire()",
        "def f():\n    t = Thread(target=g)\n    t.start()\n    t.join()",
        "def f():\n    ts = [Thread(target=g) for _ in range(3)]\n    for t in ts:\n"
        "        t.start()\n    for t in ts:\n        t.join()",
        "def f():\n    t = Thread(target=g)\n    t.start()\n    return t",
        "def f(owner):\n    t = Thread(target=g)\n    t.start()\n    owner.append(t)",
        "class A:\n    def f(self):\n        self.t = Thread(target=g)\n        self.t.start()",
        "def f(server):\n    server.start()",
        "c = Condition()\ndef f():\n    with c:\n        while not items:\n            c.wait()",
        "c = Condition()\ndef f():\n    with c:\n        c.wait_for(lambda: items)",
        "e = threading.Event()\ndef f():\n    e.wait()",
        "lock = Lock()\ndef f(u):\n    page = requests.get(u, timeout=3)\n    with lock:\n        pages.append(page)",
        "lock = Lock()\ndef f(u):\n    with lock:\n"
        "        def later():\n            return open(u)\n        return later",
        "def f(p):\n    with contextlib.closing(p):\n        return open(p)",
        "lock = Lock()\ndef f(cache, k):\n    with lock:\n        return cache.get(k)",
        "def f():\n    with Threads(4) as pool:\n        return list(pool.map(g, x))",
        "def f():\n    pool = Threads(4)\n    with pool:\n        pass",
        "def f():\n    pool = Threads(4)\n    try:\n        pass\n    finally:\n        pool.shutdown()",
        "def f():\n    with contextlib.ExitStack() as stack:\n        pool = stack.enter_context(Threads(4))",
        "def f():\n    with contextlib.closing(multiprocessing.Pool(2)) as pool:\n        pass",
        "def make():\n    return Threads(4)",
        "class A:\n    def __init__(self):\n        self.p = Threads(4)\n    def end(self):\n        self.p.shutdown()",
        "def f(u):\n    return requests.get(u, timeout=3)",
        "def f(u, **options):\n    return requests.get(u, **options)",
        "def f(u):\n    return urllib.request.urlopen(u, None, 3)",
        "def f(a):\n    return socket.create_connection(a, 3)",
        "def f(cache, u):\n    return cache.get(u)",
        "async def f(s: aiohttp.ClientSession, u):\n    return await s.get(u, timeout=aiohttp.ClientTimeout(total=3))",
        "async def f(s: aiohttp.ClientSession, u):\n    async with asyncio.timeout(3), s.get(u) as r:\n        pass",
        "async def f(s: aiohttp.ClientSession, u):\n    async with asyncio.timeout(3):\n        await s.get(u)",
        "async def f(s: aiohttp.ClientSession, u):\n    return await asyncio.wait_for(s.get(u), 3)",
        "async def g(s: aiohttp.ClientSession, u):\n    await s.get(u)\n"
        "async def f(u):\n    async with aiohttp.ClientSession(timeout=T) as s:\n        await g(s, u)",
        "async def f(us):\n    async with aiohttp.ClientSession() as s:\n"
        "        for u in us:\n            await s.get(u, timeout=T)",
        "def get(u):\n    pass\nget(1)",
        "def main():\n    pass\nif __name__ == '__main__':\n    main()",
        "def main():\n    asyncio.run(h())",
        "workers = Threads\nLIMIT = int('3')",
        "def f(us):\n    for n in (1, 2, 4):\n        with Threads(n) as pool:\n            pass",
        "def f(k):\n    return [requests.Session() for _ in range(k)]",
        "def f(us):\n    for u in us:\n        def later():\n            return requests.Session()",
        "def f(us):\n    with Threads(2) as pool:\n        for u in us:\n            pool.submit(g, u)",
        "def f(u):\n    return requests.get(u)  # labkit: allow BP1.2 the caller ends it",
    ],
)
def test_a_kept_rule_is_silent(body: str) -> None:
    assert found(body) == []


def test_allowing_needs_the_right_rule_and_a_reason() -> None:
    assert found("def f(u):\n    return requests.get(u)  # labkit: allow BP1.2") == [("BP1.2", 2)]
    assert found("def f(u):\n    return requests.get(u)  # labkit: allow BP1.1 because") == [("BP1.2", 2)]
    assert found("def f(u):\n    return requests.get('# labkit: allow BP1.2 because')") == [("BP1.2", 2)]


@pytest.mark.parametrize("source", ["def f(:", "\0", "(" * 5000, ""])
def test_what_cannot_be_parsed_has_no_findings(source: str) -> None:
    assert review(source, RULES) == []


def test_only_the_rules_of_the_lab_are_applied() -> None:
    assert review("import requests\nrequests.get('u')", ["BP1.1"]) == []

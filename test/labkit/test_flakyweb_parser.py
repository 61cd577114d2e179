"""The request parser against bytes that are no requests."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from labkit.services.flakyweb import Web
from labkit.services.flakyweb.parser import BadRequest, BodyDecoder, Head, take_head
from raw_http import client, fetch

GOOD = b"GET /ok HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


def parse(data: bytes) -> Head:
    head = take_head(bytearray(data))
    assert head is not None
    return head


def test_a_head_is_split_into_method_path_query_and_lower_case_headers() -> None:
    head = parse(b"GET /a%20b/c?x=1&y=%C3%A4&z= HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-two: 2\r\n\r\n")
    assert (head.method, head.path, head.query) == ("GET", "/a b/c", {"x": "1", "y": "ä", "z": ""})
    assert head.headers == {"host": "h", "x-two": "1, 2"}


def test_a_head_in_pieces_of_one_byte_is_the_same_head() -> None:
    data = b"\r\nGET /ok?a=b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    buffer, found = bytearray(), None
    for byte in data:
        buffer.append(byte)
        found = found or take_head(buffer, max(0, len(buffer) - 1))
    assert found == parse(data)
    assert buffer == b"abc"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: x, close\r\n", False),
        (b"GET / HTTP/1.0\r\n", False),
        (b"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n", True),
        (b"GET / HTTP/1.9\r\nHost: x\r\n", True),
    ],
)
def test_a_connection_is_kept_as_the_version_and_the_header_say(line: bytes, kept: bool) -> None:
    assert parse(line + b"\r\n").keep_alive is kept


MALFORMED: list[tuple[str, bytes, int]] = [
    ("no version", b"GET /ok\r\n\r\n", 400),
    ("four words", b"GET /ok now HTTP/1.1\r\n\r\n", 400),
    ("empty method", b" /ok HTTP/1.1\r\n\r\n", 400),
    ("method with a bracket", b"G(T /ok HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("target without a slash", b"GET ok HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("target with a control byte", b"GET /o\x07k HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("broken IPv6 target", b"GET http://[::1/ok HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("another protocol", b"GET /ok FTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ("bare line feeds", b"GET /ok HTTP/1.1\nHost: x\n\n", 400),
    ("bare line feed between headers", GOOD + b"A: b\nC: d\r\n\r\n", 400),
    ("header without a colon", GOOD + b"nonsense\r\n\r\n", 400),
    ("header with an empty name", GOOD + b": value\r\n\r\n", 400),
    ("space before the colon", GOOD + b"A : b\r\n\r\n", 400),
    ("folded header", GOOD + b"A: b\r\n c\r\n\r\n", 400),
    ("NUL in a value", GOOD + b"A: b\x00c\r\n\r\n", 400),
    ("no Host", b"GET /ok HTTP/1.1\r\n\r\n", 400),
    ("two Hosts", GOOD + b"Host: y\r\n\r\n", 400),
    ("negative length", GOOD + b"Content-Length: -1\r\n\r\n", 400),
    ("length with a plus", GOOD + b"Content-Length: +1\r\n\r\n", 400),
    ("two lengths", GOOD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    ("length as Arabic digits", GOOD + "Content-Length: ٣\r\n\r\n".encode(), 400),
    ("endless length", GOOD + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n", 400),
    ("huge length", GOOD + b"Content-Length: 99999999999\r\n\r\n", 413),
    ("length and chunked", GOOD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("chunked in HTTP/1.0", b"POST /upload HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("unknown coding", GOOD + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
    ("unknown expectation", GOOD + b"Expect: miracles\r\n\r\n", 417),
    ("long request line", b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ("endless request line", b"GET /" + b"a" * 70_000, 414),
    ("many headers", GOOD + b"A: b\r\n" * 300 + b"\r\n", 431),
    ("endless headers", GOOD + b"A: " + b"b" * 70_000, 431),
]


@pytest.mark.parametrize(("data", "status"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
def test_a_malformed_request_is_refused_and_the_connection_closed(web: Web, data: bytes, status: int) -> None:
    with client(web) as connected:
        connected.send(data)
        reply = connected.reply()
        assert reply.status == status
        assert reply.headers["connection"] == "close"
        assert reply.body.endswith(b"\n")
        assert connected.rest() == b""
    assert fetch(web, "/ok").status == 200


def test_a_refused_request_is_in_the_journal_as_no_request(web: Web) -> None:
    web.reset()
    with client(web) as connected:
        connected.send(b"\x00\xff\r\n\r\n")
        assert connected.reply().status == 400
    (request,) = web.journal.requests
    assert (request.method, request.target, request.status) == ("", "", 400)
    assert "(not a request) -> 400" in web.journal.lines()[0]


BROKEN_CHUNKS = [
    b"zz\r\n",
    b"-1\r\n",
    b"\r\n",
    b"3\nabc\r\n",
    b"3\r\nabcd\r\n",
    b"fffffffffffff\r\n",
    b"ffffffffff\r\n",
    b"1;" + b"x" * 5000,
]


@pytest.mark.parametrize("data", BROKEN_CHUNKS)
def test_a_broken_chunked_body_is_refused(web: Web, data: bytes) -> None:
    with client(web) as connected:
        connected.get("/upload", "Transfer-Encoding: chunked", method="POST")
        connected.send(data)
        assert connected.reply().status in (400, 413)
    assert fetch(web, "/ok").status == 200


def test_a_chunked_body_is_joined_whatever_its_pieces() -> None:
    head = parse(GOOD + b"Transfer-Encoding: chunked\r\n\r\n")
    whole = b"4;name=value\r\nWiki\r\n5\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0\r\nTrailer: x\r\n\r\nGET"
    rng = random.Random(1)
    for _ in range(200):
        decoder, buffer, body, sent = BodyDecoder(head), bytearray(), b"", 0
        while not decoder.done:
            if not (piece := decoder.take(buffer)):
                step = rng.randint(1, 9)
                buffer += whole[sent : sent + step]
                sent += step
            body += piece
        assert body == b"Wikipedia in\r\n\r\nchunks."
        assert b"GET".startswith(bytes(buffer))


def test_random_bytes_are_a_head_no_head_or_a_refusal_and_nothing_else() -> None:
    rng = random.Random(20261121)
    words = b"GET|/|%zz|?a=b|HTTP/1.1|:|Host: x|http://|[|]|@|Content-Length: 5|Transfer-Encoding: chunked|*|1"
    parts = [*words.split(b"|"), b" ", b"\r\n", b"\n", b"\r\n\r\n", b"\xff", b"\x00"]
    outcomes = {"head": 0, "incomplete": 0, "refused": 0}
    for _ in range(20_000):
        buffer = bytearray(b"".join(rng.choice(parts) for _ in range(rng.randint(1, 14))))
        if rng.random() < 0.3:
            buffer = bytearray(GOOD) + buffer + b"\r\n\r\n"
        try:
            outcomes["incomplete" if take_head(buffer) is None else "head"] += 1
        except BadRequest as problem:
            assert 400 <= problem.status < 600
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 100, outcomes


def test_random_bytes_never_stop_the_server(web: Web) -> None:
    rng = random.Random(7)
    starts = [
        b"",
        GOOD,
        b"POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /ws/echo HTTP/1.1\r\n",
    ]
    for _ in range(150):
        with client(web) as connected:
            connected.send(rng.choice(starts) + rng.randbytes(rng.randint(0, 300)) + rng.choice([b"", b"\r\n\r\n"]))
    assert fetch(web, "/ok").body == b"ok\n"

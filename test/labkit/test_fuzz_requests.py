"""Requests to the local server, its control requests among them: any bytes are answered, and the server lives on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from fuzzing import TEXT, runs
from hypothesis import given
from hypothesis import strategies as st
from labkit.services.flakyweb import Web
from labkit.services.flakyweb.parser import BadRequest, BodyDecoder, Head, take_head
from labkit.services.flakyweb.routes.parameters import seconds, whole_number
from raw_http import client

PIECE = st.sampled_from([
    b"GET ", b"POST ", b"/_gates/a/open", b"/_gates/a/release?n=", b"/_journal?lines=1", b"/_reset", b"/ok", b"*", b"%",
    b"http://x/", b"%00", b"?", b"&", b"=", b" HTTP/1.1", b" HTTP/1.0", b"\r\n", b"\n", b"Host: x\r\n",
    b"Content-Length: 3\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
    b"Origin: http://x\r\n", b"3\r\nabc\r\n", b"0\r\n\r\n", b"fffffffffff\r\n", b"[", b":", b"//[", b"\x00", b"\xff",
    b"1" * 20,
])  # fmt: skip
BYTES = st.one_of(
    st.lists(st.one_of(PIECE, st.binary(max_size=4)), max_size=14).map(b"".join),
    st.lists(st.one_of(PIECE, st.binary(max_size=4)), max_size=8).map(
        lambda parts: b"GET /" + b"".join(parts) + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    ),
)


def read(pieces: list[bytes]) -> object:
    """What a connection makes of these bytes: the request and its body, the refusal, or that more is needed."""
    buffer = bytearray()
    head: Head | None = None
    decoder: BodyDecoder | None = None
    body = b""
    try:
        for piece in pieces:
            buffer += piece
            if head is None:
                head = take_head(buffer)
                decoder = BodyDecoder(head) if head else None
            while decoder and not decoder.done:
                taken = decoder.take(buffer)
                body += taken
                if not taken:
                    break
    except BadRequest as refused:
        assert 400 <= refused.status <= 599
        assert refused.reason
        return None
    return head, body, decoder.done if decoder else None


def complete(found: object) -> bool:
    return isinstance(found, tuple) and found[2] is True


@given(BYTES, st.lists(st.integers(0, 200), max_size=4))
@runs(300)
def test_any_bytes_are_a_request_or_refused_and_pieces_make_no_difference(data: bytes, cuts: list[int]) -> None:
    places = sorted({0, *(min(one, len(data)) for one in cuts), len(data)})
    whole = read([data])
    pieces = read([data[a:b] for a, b in pairwise(places)])
    # What can become no request may be refused before its end has come.
    assert whole == pieces or not (complete(whole) or complete(pieces))


@given(
    st.one_of(
        TEXT,
        st.integers().map(str),
        st.floats().map(str),
        st.sampled_from(["1_0", "١", "+1", "1e3", "nan", "-0", "0x1", ""]),
    )
)
@runs(300)
def test_any_parameter_is_within_its_bounds_or_refused(text: str) -> None:
    head = Head("GET", "/", "/", {"n": text}, 1, {}, 0, False)
    for reader, low, high in ((whole_number, 1, 1_000_000), (seconds, 0.0, 60.0)):
        try:
            value = reader(head, "n", 1, low, high)  # type: ignore[operator]
        except BadRequest as refused:
            assert refused.status == 400
            assert "n is a" in refused.reason
        else:
            assert low <= value <= high


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web(control=True) as running:
        yield running


@given(data=BYTES)
@runs(100)
def test_the_server_answers_after_any_bytes(web: Web, data: bytes) -> None:
    with client(web) as rude:
        try:
            rude.send(data)
            rude.socket.shutdown(1)
            while chunk := rude.socket.recv(65536):
                assert b" 500 " not in chunk[:16]
        except ConnectionError:
            pass  # refused and closed while the rest was still being sent
    with client(web) as next_one:
        next_one.get("/ok")
        assert next_one.reply().status == 200

"""What a subject sends, whatever it sends: the judge comes to a verdict, and nothing but a verdict."""

from __future__ import annotations

import hmac
import json
import os
import socket
import struct
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from fuzzing import ANY, TEXT, mutated, runs
from hypothesis import given
from hypothesis import strategies as st
from labkit.check.outcome import Verdict, expect
from labkit.driver.call import Call, Returned
from labkit.driver.exploring import Exploration, Explored, Tell
from labkit.driver.link import Link, parse_stacks
from labkit.driver.wording import Names
from labkit.events import JsonLines
from labkit.schema.event import parse_line
from labkit.subject.channel import Channel, ChannelClosed, ChannelTampered, ChannelTimeout
from labkit.subject.plain import Frame, Malformed, Raised, decode, encode

KEY = b"k" * 32
WORK = Path("/course/lab")
CHANNEL_ERRORS = (ChannelClosed, ChannelTampered, ChannelTimeout)


class Sent(Link):
    """A link whose subject has sent everything already and is gone."""

    def __init__(self, messages: list[Any]) -> None:
        self.ready = False
        self.used = True
        self.work = WORK
        self.commands: list[dict[str, Any]] = []
        waiting = list(messages)

        class Line:
            send = staticmethod(self.commands.append)

            @staticmethod
            def receive(deadline: float | None = None) -> dict[str, Any]:
                if not waiting:
                    raise ChannelClosed("end of stream")
                message = json.loads(json.dumps(waiting.pop(0)))
                if not isinstance(message, dict):
                    raise ChannelTampered("a frame that is no object")
                return message

        self.channel = Line()  # type: ignore[assignment]

    def ended(self) -> int:
        return 1

    def dump(self) -> list[Any]:
        return []

    def stacks(self) -> list[Any]:
        return []


def assert_sound(verdict: Verdict) -> None:
    """It can be told: in words, at a place that can be one."""
    assert verdict.outcome in ("failed", "setup", "inconclusive")
    assert verdict.message
    assert verdict.at is None or isinstance(verdict.at, str) or (isinstance(verdict.at, Frame) and verdict.at.line >= 1)
    assert all(isinstance(one, str) for one in verdict.details)
    assert all(one.line >= 1 for one in verdict.trace)


class Judged:
    """The judge's side of a subject, as far as calls and explorations use it. Each question gets the next answers."""

    def __init__(self, *answers: Any) -> None:
        self.names = Names(WORK, ("counter.py",), ("requests",), ("numpy",), {"queue": "rename it"})
        self.answers = list(answers)

    def begin(self) -> tuple[Link, float]:
        answer = self.answers.pop(0) if self.answers else []
        return (answer if isinstance(answer, Link) else Sent(answer)), 5.0

    def call_ended(self) -> str | None:
        return None

    def lost(self, verdict: Verdict) -> Verdict:
        return verdict

    def replace(self) -> None:
        pass


# -- bytes on the line ---------------------------------------------------------------------------------------------


def frame(body: bytes, number: int, side: str = "subject") -> bytes:
    mac = hmac.digest(KEY, f"{side} {number} ".encode() + body, "sha256")
    return struct.pack(">I", len(body)) + mac + body


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=80),
            ANY.map(lambda value: json.dumps(value).encode("ascii")),
            st.sampled_from([b"[" * 3000, b"{}", b'{"a":' + b"9" * 5000 + b"}", b"\xff\xfe", b'{"done":NaN}']),
        ),
        max_size=4,
    ),
    st.booleans(),
)
@runs(200)
def test_any_bytes_are_messages_or_one_of_the_channel_errors(bodies: list[bytes], signed: bool) -> None:
    left, right = socket.socketpair()
    with left, right:
        for number, body in enumerate(bodies):
            right.sendall(frame(body, number) if signed else body)
        right.close()
        judge = Channel(left, KEY, "judge")
        for _ in range(len(bodies) + 1):
            try:
                message = judge.receive(time.monotonic() + 5)
            except CHANNEL_ERRORS:
                break
            assert signed
            assert type(message) is dict
        else:
            raise AssertionError("more messages than frames")


@given(st.one_of(ANY, mutated([encode({"a": (1, {2}, b"x", 1.5, 10**30)}), encode([None, "x", frozenset({1})])])))
@runs(300)
def test_any_data_is_a_value_or_malformed(data: Any) -> None:
    try:
        value = decode(data)
    except Malformed:
        return
    repr(value)


DUMPED = st.sampled_from(
    [
        "Current thread 0x7f (most recent call first):",
        "Thread 0x1 (most recent call first):",
        '  File "/course/lab/a.py", line 3 in f',
        '  File "", line 0 in ',
        f'  File "a", line {"9" * 5000} in f',
        '  File "/course/lab/../x", line 1 in <module>',
        "\n",
    ]
)


@given(st.one_of(TEXT, st.lists(DUMPED).map("\n".join)))
@runs(200)
def test_any_dump_of_stacks_is_read(dump: str) -> None:
    for one in parse_stacks(dump, WORK):
        assert one.learner is None or one.learner.line >= 1


# -- calls ---------------------------------------------------------------------------------------------------------

FRAMES = (Frame("counter.py", 3, "add"),)
RAISED = encode(Raised("ValueError", ("Exception",), "no", FRAMES, (Raised("OSError", ("Exception",), "in", FRAMES),)))
REPLIES: list[Any] = [
    {"done": 1, "seconds": 0.1, "tasks": [], "value": encode([1, "a"])},
    {"done": 1, "seconds": 0.1, "tasks": [], "raised": {"value": RAISED}, "phase": "call"},
    {
        "done": 1,
        "seconds": 0,
        "tasks": ["fetch"],
        "raised": {"value": RAISED, "module": "requests.adapters"},
        "phase": "import",
    },
    {
        "done": 1,
        "seconds": 0,
        "tasks": ["fetch"],
        "raised": {"value": RAISED, "syntax": ["/course/lab/counter.py", 1, 1, "no"]},
        "phase": "import",
    },
    *(
        {
            "done": 1,
            "seconds": 0,
            "tasks": ["fetch"],
            "problem": kind,
            "facts": {"name": "add", "module": "counter", "type": "int", "origin": "x", "reason": "it is a socket"},
        }
        for kind in ("missing-symbol", "missing-scenario", "not-callable", "hidden-module", "not-plain", "malformed")
    ),
]


def test_a_reply_that_is_not_changed_is_believed() -> None:
    """What the properties change is what a subject sends."""
    for reply in REPLIES:
        call = Call(Judged(), Sent([{"ready": 7}, {"started": 1}, reply]), "counter:add", 1, 5.0, "add")  # type: ignore[arg-type]
        try:
            call.outcome()
        except Verdict as verdict:
            assert "only the kit uses" not in verdict.message
        assert call.seconds == reply["seconds"]


@given(
    st.lists(st.one_of(mutated([{"ready": 7}, {"started": 1}]), ANY), max_size=2),
    st.one_of(mutated(REPLIES, 2), mutated(REPLIES, 2), ANY),
)
@runs(300)
def test_any_answer_to_a_call_is_a_value_an_exception_or_a_verdict(before: list[Any], reply: Any) -> None:
    call = Call(Judged(), Sent([*before, reply]), "counter:add", 1, 5.0, "add")  # type: ignore[arg-type]
    try:
        found = call.outcome()
    except Verdict as verdict:
        assert_sound(verdict)
    else:
        assert isinstance(found, Returned | Raised)
        assert call.seconds >= 0


# -- explorations --------------------------------------------------------------------------------------------------

SCHEDULE = {
    "version": 1,
    "scenario": "scenario",
    "python": "3.13.2",
    "sources": {},
    "turns": [[0, 2]],
    "places": ["read"] * 2,
}
STEP = {
    "thread": "T1", "op": "read", "object": "Till.coins", "file": "counter.py", "line": 3, "source": "x", "value": "0",
    "locals": {"self": "Till"},
}  # fmt: skip
BLOCKED = {
    "thread": "T1", "op": "acquire", "object": "Lock", "file": "counter.py", "line": 3, "source": "x", "held_by": "T2",
}  # fmt: skip
SEARCHED: list[Any] = [
    {"done": 1, "result": {"verdict": verdict, "schedule": SCHEDULE, "schedules": 3, "message": "not decided: why"}}
    for verdict in ("failed", "passed", "proved", "inconclusive")
]
REPLAYED: list[Any] = [
    {
        "done": 1,
        "result": {
            "verdict": "failed", "form": form, "message": "no", "sentence": "ValueError: no", "confirmed": 3,
            "counterexample": {"steps": [STEP, STEP], "blocked": [BLOCKED]}, "interleaving": ["T1 reads"],
            "relies_on_time": False, "trace": [["counter.py", 3, "add"]], "schedule": SCHEDULE,
        },
    }
    for form in ("assertion", "exception", "deadlock", "livelock", "leak")
]  # fmt: skip
WALK = {"seed": 1, "undecided": None, "steps": [[0, [0], 1, "read"]], "drawn": 1, "form": None, "returned": 2}
CONTROL = {"verdict": "failed", "message": "AssertionError: a coin is lost"}


class Walking(Sent):
    """Answers the question for walks with those asked for, after the changes drawn for it."""

    def __init__(self, change: Any) -> None:
        super().__init__([])
        commands = self.commands

        class Line:
            send = staticmethod(commands.append)

            @staticmethod
            def receive(deadline: float | None = None) -> dict[str, Any]:
                seeds = commands[-1]["seeds"]
                answer = {
                    "done": 1,
                    "walks": [{**WALK, "seed": seed} for seed in seeds],
                    "sources": {},
                    "control": CONTROL,
                }
                if isinstance(change, dict):
                    answer["walks"][7] = {**answer["walks"][7], **change.get("walk", {})}  # type: ignore[index]
                    answer.update(change.get("answer", {}))
                return dict(json.loads(json.dumps(answer)))

        self.channel = Line()  # type: ignore[assignment]


CHANGES = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"walk": mutated([WALK]).filter(lambda one: isinstance(one, dict) and all(isinstance(k, str) for k in one))}
    ),
    st.fixed_dictionaries(
        {"answer": st.dictionaries(st.sampled_from(["walks", "sources", "control", "problem", "broken"]), ANY)}
    ),
)
BETWEEN = st.lists(
    st.one_of(mutated([{"ready": 1}, {"started": 1}, {"alive": True}, {"progress": 5}, {"seen": 2}, {"seen": 3}]), ANY),
    max_size=2,
)


def explored(subject: Judged, tell: Tell) -> Explored:
    def holds(seen: Any) -> None:
        expect(seen == 2, "two drops left fewer coins")

    return Exploration(
        subject, "till", holds=holds, claim="loses a coin", schedules=100, kwargs={}, sometimes={}, recognise=None,  # type: ignore[arg-type]
        relies_on_time=False, fair=False, tell=tell,
    ).decide()  # fmt: skip


def test_answers_that_are_not_changed_are_believed() -> None:
    told: list[str] = []
    for searched in SEARCHED:
        for replayed in REPLAYED:
            failed = searched["result"]["verdict"] == "failed"
            subject = Judged([searched], [replayed] if failed else Walking(None))
            try:
                assert explored(subject, lambda event, **fields: told.append(event)).schedules == 3
            except Verdict as verdict:
                assert verdict.outcome == ("failed" if failed else "inconclusive")
                assert "only the kit uses" not in verdict.message
    assert told == ["counterexample"] * len(REPLAYED)


@pytest.mark.parametrize("words", ["", " ", "not decided: "])
def test_an_answer_without_words_is_none(words: str) -> None:
    undecided = {"done": 1, "result": {**SEARCHED[3]["result"], "message": words}}
    failed = [{"done": 1, "result": {**one["result"], "message": words, "sentence": words}} for one in REPLAYED]
    for answers in [[undecided], *([SEARCHED[0], one] for one in failed)]:
        with pytest.raises(Verdict) as raised:
            explored(Judged(*([one] for one in answers), []), lambda event, **fields: None)
        assert "only the kit uses" in raised.value.message


@given(
    BETWEEN,
    st.one_of(mutated(SEARCHED, 2), ANY),
    BETWEEN,
    st.one_of(mutated(REPLAYED, 2), mutated(REPLAYED, 2), ANY),
    CHANGES,
)
@runs(400)
def test_any_answers_about_a_scenario_end_in_a_pass_or_a_verdict_and_valid_events(
    before: list[Any], searched: Any, between: list[Any], replayed: Any, change: Any
) -> None:
    descriptor, name = tempfile.mkstemp()
    lines = JsonLines(descriptor)
    verdict = searched.get("result") if isinstance(searched, dict) else None
    failed = isinstance(verdict, dict) and verdict.get("verdict") == "failed"
    answers = [[*before, searched], [*between, replayed] if failed else Walking(change), [*between, replayed]]
    try:
        found = explored(Judged(*answers), lambda event, **fields: lines.emit(event, check="c", **fields))
    except Verdict as found_wrong:
        assert_sound(found_wrong)
    else:
        assert isinstance(found, Explored)
        assert change is None or isinstance(change, dict)
    finally:
        os.close(descriptor)
        told = Path(name)
        for line in told.read_text("ascii").splitlines():
            parse_line(line)
        told.unlink()

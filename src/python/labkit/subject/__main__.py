"""Entry of the subject: `python -P -s -m labkit.subject ...`, started by the judge and by nobody else.

It has no thread of its own: the main thread waits for a command, runs the learner's code and answers, so that a fork
in the learner's code is as safe as in a program of his.
"""

from __future__ import annotations

import _thread
import contextlib
import faulthandler
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from types import CoroutineType
from typing import Any

from labkit.subject.awaiting import SOON, run
from labkit.subject.channel import KEY_BYTES, Channel, ChannelClosed
from labkit.subject.loader import Loader, Problem
from labkit.subject.plain import MAX_BYTES, Malformed, NotPlain, decode, encode, raised


def main() -> None:
    sock = _socket()
    key = b""
    while len(key) < KEY_BYTES:
        chunk = sock.recv(KEY_BYTES - len(key))
        if not chunk:
            return
        key += chunk
    channel = Channel(sock, key, "subject")
    del key
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=channel.close)
    settings = channel.receive()
    _die_with(int(settings["judge"]))
    stacks = _writable(settings["stacks"])
    faulthandler.enable(file=stacks)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR2, file=stacks, all_threads=True)
    work = Path(settings["work"])
    scenarios = Path(settings["scenarios"])
    beside = [Path(one) for one in settings["beside"]]
    sys.path += map(str, (work, *beside, scenarios))
    sys.argv = [str(work / "labkit-subject")]
    if settings["start_method"] is not None:
        import multiprocessing

        multiprocessing.set_start_method(settings["start_method"])
    loader = Loader((work, *beside), scenarios)
    channel.send({"ready": os.getpid()})
    while True:
        command = channel.receive()
        match command["do"]:
            case "call":
                _call(channel, loader, command, stacks)
            case "explore" | "replay" | "sample":
                from labkit.subject.exploring import Exploring

                Exploring(channel, work, scenarios, loader.modules).do(command)
            case "threads":
                channel.send({"threads": _threads()})
            case _:
                return


def _socket() -> socket.socket:
    """The judge's end arrives as an inherited descriptor, on Windows as a shared socket on standard input."""
    if sys.platform == "win32":
        size = int.from_bytes(sys.stdin.buffer.read(4), "big")
        shared = sys.stdin.buffer.read(size)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        return socket.fromshare(shared)
    descriptor = int(sys.argv[1])
    os.set_inheritable(descriptor, False)
    return socket.socket(fileno=descriptor)


def _writable(path: str) -> int:
    """A full disk costs the stacks of a hang, not the run."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)


def _die_with(judge: int) -> None:
    """On Linux the kernel ends this process when the judge's main thread ends."""
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != judge:
        os._exit(0)


def _call(channel: Channel, loader: Loader, command: dict[str, Any], stacks: int) -> None:
    number = command["number"]
    channel.send({"started": number})
    if not hasattr(faulthandler, "register"):  # Windows has no such signal: the subject dumps by itself, just in time
        faulthandler.dump_traceback_later(max(command["limit"] - SOON, 0.1), file=stacks)
    seconds = 0.0
    left: list[str] = []
    phase = "import"
    clock = time.perf_counter
    reply: dict[str, Any]
    try:
        function = loader.function(command["target"])
        args = loader.resolve(decode(command["args"]))
        kwargs = loader.resolve(decode(command["kwargs"]))
        phase = "call"
        start = clock()
        try:
            value = function(*args, **kwargs)
            if type(value) is CoroutineType:
                value = run(value, left, limit=command["limit"], stacks=stacks)
        finally:
            seconds = clock() - start
        phase = "answer"
        reply = {"value": encode(value, loader.modules)}
        del value
    except Problem as problem:
        reply = {"problem": problem.kind, "facts": problem.facts}
    except NotPlain as reason:
        reply = {"problem": "not-plain", "facts": {"reason": str(reason)}}
    except Malformed as reason:
        reply = {"problem": "malformed", "facts": {"reason": str(reason)}}
    except BaseException as error:
        reply = {"raised": _describe(error, loader), "phase": phase}
    if not hasattr(faulthandler, "register"):
        faulthandler.cancel_dump_traceback_later()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # closed or replaced by the learner's code
            stream.flush()
    message = {"done": number, "seconds": seconds, "tasks": left, **reply}
    try:
        channel.send(message)
    except (ValueError, RecursionError, MemoryError):
        facts = {"reason": f"it is larger than {MAX_BYTES // 2**20} MB"}
        channel.send({"done": number, "seconds": seconds, "tasks": left, "problem": "not-plain", "facts": facts})


def _describe(error: BaseException, loader: Loader) -> dict[str, Any]:
    def name(cls: type) -> str:
        from labkit.subject.plain import type_name

        module = type.__dict__["__module__"].__get__(cls)
        full = type_name(cls)
        return full[len(module) + 1 :] if module in loader.modules else full

    described = raised(error, name, loader.trace)
    result: dict[str, Any] = {"value": encode(described)}
    if isinstance(error, ModuleNotFoundError):
        result["module"] = error.name
    if isinstance(error, SyntaxError):
        result["syntax"] = [str(error.filename), error.lineno or 1, error.offset or 1, str(error.msg)]
    return result


# Bound now: a program that patches threading later hides nothing.
_count, _enumerate, _main = _thread._count, threading.enumerate, threading.main_thread()


def _threads() -> list[str]:
    """Names of the threads besides the main one, also of those that the interpreter counts and `threading` omits."""
    names = [one.name for one in _enumerate() if one is not _main]
    return names + ["unnamed"] * (_count() - len(names))


if __name__ == "__main__":
    with contextlib.suppress(ChannelClosed):
        main()
    # Not sys.exit: threads and exit handlers of the learner's have no say in when this process ends.
    os._exit(0)

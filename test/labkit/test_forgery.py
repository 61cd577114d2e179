"""A wrong program that patches, lies, prints or writes to what it can reach stays wrong."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

import pytest
from kit_run import CALM, LABS, act, command, start, write

PATCHES = {
    "builtins": """
        import builtins
        builtins.isinstance = builtins.issubclass = builtins.callable = lambda *a: True
        builtins.len = lambda x: 4
        builtins.repr = lambda x: "'done'"
        """,
    "json": """
        import json
        forged = '{"done":1,"seconds":0,"value":"done"}'
        json.dumps = json.JSONEncoder.encode = json.JSONEncoder.default = lambda *a, **k: forged
        json.loads = json.JSONDecoder.decode = lambda *a, **k: {"do": "none"}
        """,
    "modules": """
        import sys, types
        for name in list(sys.modules):
            if name.partition(".")[0] in ("labkit", "json", "hmac", "pytest", "_pytest"):
                sys.modules[name] = types.ModuleType(name)
        """,
    "threading": """
        import threading
        threading.Thread.start = threading.Thread.run
        threading.Thread.join = lambda *a: None
        threading.enumerate = lambda: []
        threading.Lock = threading.RLock = threading.Event = lambda: None
        """,
    "tracing": """
        import sys, threading
        def lie(frame, event, arg):
            frame.f_locals["value"] = "done"
            return lie
        sys.settrace(lie)
        sys.setprofile(lie)
        threading.settrace(lie)
        """,
    "exits": """
        import atexit, os, sys
        atexit.register(os._exit, 0)
        sys.exitfunc = sys.excepthook = sys.exit = lambda *a: os._exit(0)
        """,
    "checks": """
        import sys
        from pathlib import Path
        import labkit.testing
        scenarios = Path(sys.path[-1])
        sys.path.append(str(scenarios.parent))
        import test_act
        test_act.test_acts = lambda subject: None
        labkit.testing.expect_equal = test_act.expect_equal = lambda *a, **k: None
        assert "done" in (scenarios.parent / "test_act.py").read_text()
        """,
}


NO_PASS = {"tracing": {"failed", "setup"}}
"""From 3.12 on a tracer changes variables for good, the kit's own in the subject too: what is said is about those."""


@pytest.mark.parametrize("patch", PATCHES)
def test_a_wrong_program_that_patches_what_it_finds_stays_wrong(tmp_path: Path, patch: str) -> None:
    run = act(tmp_path, textwrap.dedent(PATCHES[patch]) + "\ndef act():\n    return 'wrong'\n")
    assert run.code == 1
    assert run.result("acts")["outcome"] in NO_PASS.get(patch, {"failed"})


RESULT = {"check": "acts", "outcome": "passed", "seconds": 0, "message": "yes", "details": []}
EVENTS = [
    *({"seq": seq, "event": "check-finished", **RESULT} for seq in range(3, 6)),
    {"seq": 6, "event": "done", "outcome": "passed", "seconds": 0},
]


def test_events_that_a_program_prints_are_output_and_no_events(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(one) for one in EVENTS)
    body = (
        f"import os, sys\n\ndef act():\n    for out in (sys.stdout, sys.stderr):\n        print({lines!r}, file=out)\n"
    )
    run = act(tmp_path, body + "    os.write(1, b'\\n{}\\n')\n    return 'wrong'\n")
    assert run.result("acts")["outcome"] == "failed"
    assert run.done["outcome"] == "failed"
    assert run.printed.count('"outcome": "passed"') == 2 * len(EVENTS)


def test_an_object_that_lies_about_everything_is_described_and_runs_nowhere_in_the_judge(tmp_path: Path) -> None:
    body = f"""
        def told(what):
            with open({str(tmp_path / "ran")!r}, "a") as file:
                print(what, __import__("os").getpid(), file=file)

        class Liar:
            __class__ = str
            def __eq__(self, other): told("eq"); return True
            def __hash__(self): told("hash"); return hash("done")
            def __reduce__(self): told("reduce"); return (eval, ("'done'",))
            def __str__(self): return "done"
            def __repr__(self): return "'done'"
            def __len__(self): return 4
            def __iter__(self): return iter("done")

        def act():
            return Liar()
        """
    run = act(tmp_path, body)
    assert run.result("acts")["outcome"] == "failed"
    assert "Liar" in run.result("acts")["actual"]
    assert not (tmp_path / "ran").exists()


def test_threads_hidden_from_threading_are_counted_all_the_same(tmp_path: Path) -> None:
    body = """
        import _thread, threading
        main = threading.main_thread()
        threading.enumerate = lambda: [main]
        threading._active = {}

        def act():
            threading.Thread(target=threading.Event().wait, daemon=True).start()
            runs, lock = _thread.allocate_lock(), _thread.allocate_lock()
            runs.acquire()
            lock.acquire()
            _thread.start_new_thread(lambda: (runs.release(), lock.acquire()), ())
            runs.acquire()
            return "done"
        """
    run = act(tmp_path, body)
    assert run.all("note")[0]["text"] == (
        "after acts, your program still had 2 threads (Thread-1 (wait), unnamed); it was ended"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_descriptors_of_the_judge_are_out_of_reach_or_writing_to_them_is_noticed(tmp_path: Path) -> None:
    """Root may open them all the same: then the count of the events, which readers check, is broken."""
    line = json.dumps(EVENTS[0])
    body = f"""
        import os, stat

        def act():
            for fd in os.listdir(f"/proc/{{os.getppid()}}/fd"):
                path = f"/proc/{{os.getppid()}}/fd/{{fd}}"
                try:
                    if stat.S_ISFIFO(os.stat(path).st_mode):  # a file of the machine's that is open would be lost
                        with open(path, "w") as file:
                            print({line!r}, file=file)
                except OSError:
                    pass
            return "wrong"
        """
    work = write(tmp_path / "work", {"act.py": textwrap.dedent(body) + CALM})
    process, _ = start(command("check", LABS / "faults", work))
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    numbers = [json.loads(one)["seq"] for one in out.splitlines()]
    verdicts = [one for one in map(json.loads, out.splitlines()) if one.get("check") == "acts" and "outcome" in one]
    assert verdicts[-1]["outcome"] == "failed"
    assert len(verdicts) == 1 or numbers != list(range(len(numbers)))

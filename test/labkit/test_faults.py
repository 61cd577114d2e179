"""What a learner's file can do wrong: each has its own message, its place, and leaves no process behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from kit_run import act, check


def test_a_right_file_passes(tmp_path: Path) -> None:
    run = act(tmp_path, "def act():\n    return 'done'\n")
    assert run.code == 0
    assert run.done["outcome"] == "passed"
    assert run.result("acts")["outcome"] == "passed"


def test_a_missing_file_is_a_setup_problem(tmp_path: Path) -> None:
    run = check(tmp_path, {"other.txt": ""})
    assert run.code == 2
    assert run.result("acts")["outcome"] == "setup"
    assert run.result("acts")["message"].startswith("act.py is not in ")
    assert run.result("goes-on")["message"].startswith("not run: act.py is not in ")


def test_a_syntax_error_is_found_without_importing(tmp_path: Path) -> None:
    run = act(tmp_path, "print('imported')\n\ndef act(:\n    pass\n")
    assert run.code == 1
    first = run.result("acts")
    assert (first["outcome"], first["place"]) == ("failed", {"file": "act.py", "line": 3})
    assert first["message"].startswith("act.py has a syntax error in line 3")
    assert run.result("goes-on")["message"].startswith("not run: ")
    assert run.printed == ""


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"x = 1\ny = '\0'\n", "act.py contains a null byte in line 2", 2),
        ("x = 1\n".encode("utf-16"), "act.py is saved as UTF-16", 1),
        (b"x = '\xff\xfe'\n", "act.py is not UTF-8 text", 1),
        (b"# coding: klingon\n", "act.py is not UTF-8 text", 1),
    ],
)
def test_a_file_that_is_no_text_says_so(tmp_path: Path, data: bytes, message: str, line: int) -> None:
    run = check(tmp_path, {"act.py": data})
    assert run.code == 1
    assert run.result("acts")["message"] == message
    assert run.result("acts")["place"] == {"file": "act.py", "line": line}


def test_an_unknown_import_names_module_and_line(tmp_path: Path) -> None:
    run = act(tmp_path, "import os\nimport reqests\n\ndef act():\n    return 'done'\n")
    assert run.code == 1
    result = run.result("acts")
    assert result["message"] == "act.py imports reqests, which does not exist here"
    assert result["place"] == {"file": "act.py", "line": 2}
    assert "the standard library, requests" in result["details"][0]


def test_a_package_that_is_optional_and_absent_is_no_wrong_answer(tmp_path: Path) -> None:
    run = act(tmp_path, "import lab_extra\n\ndef act():\n    return 'done'\n")
    assert run.code == 2
    result = run.result("acts")
    assert result["outcome"] == "setup"
    assert result["message"].startswith("the package lab-extra that act.py needs is not installed for Python 3.")
    assert result["details"] == ["This lab can be solved without lab-extra: its page says how."]
    guarded = "try:\n    import lab_extra\nexcept ModuleNotFoundError:\n    lab_extra = None\n"
    without = guarded + "\ndef act():\n    return 'done'\n"
    assert act(tmp_path, without).code == 0


def test_an_exception_at_import_is_shown_with_its_line(tmp_path: Path) -> None:
    run = act(tmp_path, "def shape():\n    return 1 / 0\n\nshape()\n\ndef act():\n    return 'done'\n")
    result = run.result("acts")
    assert result["message"] == "act.py cannot be imported: ZeroDivisionError: division by zero"
    assert [(one["line"], one["function"]) for one in result["trace"]] == [(4, "<module>"), (2, "shape")]


def test_an_exception_in_a_call_is_shown_with_its_line(tmp_path: Path) -> None:
    run = act(tmp_path, "def act():\n    return {}['x']\n")
    result = run.result("acts")
    assert (result["outcome"], result["message"]) == ("failed", "act raised KeyError: 'x'")
    assert result["place"] == {"file": "act.py", "line": 2}
    assert run.result("goes-on")["outcome"] == "passed"


def test_a_stub_is_not_written_yet(tmp_path: Path) -> None:
    run = act(tmp_path, "def act():\n    raise NotImplementedError\n")
    assert run.result("acts")["message"] == "act is not written yet"
    assert run.result("acts")["place"] == {"file": "act.py", "line": 2}


def test_a_missing_name_and_a_name_that_is_no_function(tmp_path: Path) -> None:
    assert act(tmp_path / "1", "x = 1\n").result("acts")["message"] == "act.py has no act"
    assert act(tmp_path / "2", "act = 3\n").result("acts")["message"] == "act is of type int, not a function"


def test_an_endless_loop_in_a_call_names_the_line(tmp_path: Path) -> None:
    run = act(tmp_path, "def act():\n    while True:\n        pass\n", "--call-seconds", "0.5")
    result = run.result("acts")
    assert run.code == 1
    assert result["message"].startswith("act did not come back within 0.5 s: it stands at act.py:")
    assert result["place"]["line"] in (2, 3)
    assert run.result("goes-on")["outcome"] == "passed"


def test_an_endless_loop_at_import_names_the_line(tmp_path: Path) -> None:
    run = act(tmp_path, "n = 0\nwhile True:\n    n = 1\n", "--call-seconds", "0.5", "--check", "acts")
    assert "it stands at act.py:" in run.result("acts")["message"]


def test_a_deadlock_names_the_line_of_each_thread(tmp_path: Path) -> None:
    body = """
        import threading

        a, b, both = threading.Lock(), threading.Lock(), threading.Barrier(2)

        def left():
            with a:
                both.wait()
                b.acquire()

        def right():
            with b:
                both.wait()
                a.acquire()

        def act():
            threads = [threading.Thread(target=one) for one in (left, right)]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
        """
    run = act(tmp_path, body, "--call-seconds", "1")
    details = run.result("acts")["details"]
    assert details[0].startswith("main thread: act.py:21 in act")
    assert any(": act.py:9 in left" in one for one in details)
    assert any(": act.py:14 in right" in one for one in details)


def test_a_coroutine_that_hangs_is_placed_where_its_tasks_wait(tmp_path: Path) -> None:
    body = """
        import asyncio

        async def worker(queue, answered):
            while True:
                await queue.get()
                await answered.wait()
                queue.task_done()

        async def rows():
            yield 1
            await asyncio.Event().wait()

        async def act():
            queue, answered = asyncio.Queue(), asyncio.Event()
            for number in range(3):
                queue.put_nowait(number)
            workers = [asyncio.create_task(worker(queue, answered)) for _ in range(30)]
            async for one in rows():
                await queue.join()
        """
    result = act(tmp_path, body, "--call-seconds", "1").result("acts")
    assert result["message"] == "act did not come back within 1 s: it stands at act.py:20"
    main, *tasks, advice = result["details"]
    assert main.startswith("main thread: no line of your files")
    assert tasks[0].startswith("task act: act.py:20 in act, inside locks.py:")
    assert [one for one in tasks if one.startswith("task worker: act.py:7 in worker, inside locks.py:")] == tasks[1:4]
    assert len(tasks) == 10
    assert advice.startswith("Look at what this line waits for")


def test_a_coroutine_that_holds_its_loop_up_is_placed_by_its_thread(tmp_path: Path) -> None:
    body = "import time\n\nasync def act():\n    time.sleep(600)\n"
    result = act(tmp_path, body, "--call-seconds", "1").result("acts")
    assert result["message"].endswith(": it stands at act.py:4")
    assert result["details"][0].startswith("main thread: act.py:4 in act")


def test_a_c_function_that_holds_the_lock_is_located_too(tmp_path: Path) -> None:
    body = "import re\n\ndef act():\n    return re.match(r'(a+)+$', 'a' * 40 + 'b')\n"
    run = act(tmp_path, body, "--call-seconds", "0.5")
    assert run.result("acts")["place"] == {"file": "act.py", "line": 4}


@pytest.mark.parametrize(
    ("how", "ending"),
    [
        ("import os; os._exit(3)", "exit code 3"),
        ("import os; os._exit(0)", "exit code 0"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "signal SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "signal SIGSEGV"),
        ("import os; os.abort()", "signal SIGABRT"),
    ],
)
def test_a_program_that_ends_its_process_fails_and_the_next_check_runs(tmp_path: Path, how: str, ending: str) -> None:
    run = act(tmp_path, f"def act():\n    {how}\n")
    result = run.result("acts")
    assert run.code == 1
    assert result["outcome"] == "failed"
    assert result["message"].startswith("act ended the whole process")
    assert ending in result["message"]
    assert run.result("goes-on")["outcome"] == "passed"


def test_sys_exit_in_a_call_and_at_import(tmp_path: Path) -> None:
    in_call = act(tmp_path / "1", "import sys\n\ndef act():\n    sys.exit(0)\n").result("acts")
    assert in_call["outcome"] == "failed"
    assert in_call["message"].startswith("act called sys.exit")
    at_import = act(tmp_path / "2", "import sys\nsys.exit(0)\n").result("acts")
    assert at_import["message"].startswith("act.py cannot be imported: SystemExit")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def act():\n    return pow(7, 10**9)\n", 2),
        ("import re\n\nre.match(r'(a+)+$', 'a' * 40 + 'b')\n\ndef act():\n    return 'done'\n", 3),
    ],
    ids=["in a call", "at import"],
)
def test_arithmetic_and_matching_that_hold_the_lock_are_located(tmp_path: Path, source: str, line: int) -> None:
    result = act(tmp_path, source, "--call-seconds", "0.5", "--check", "acts").result("acts")
    assert result["message"] == f"act did not come back within 0.5 s: it stands at act.py:{line}"


def test_cpu_time_beyond_the_limit_ends_the_program(tmp_path: Path) -> None:
    body = """
        import multiprocessing

        def spin():
            while True:
                pass

        def act():
            multiprocessing.Process(target=spin).start()
            spin()
        """
    run = act(tmp_path, body, "--cpu-seconds", "0.5", "--call-seconds", "50")
    result = run.result("acts")
    assert result["message"].startswith("act used ")
    assert result["message"].endswith("s of CPU time (limit 0.5 s); it was ended")
    assert run.result("goes-on")["outcome"] == "passed"


def test_cpu_time_before_a_call_does_not_count_for_it(tmp_path: Path) -> None:
    body = """
        import time

        def burn(value):
            began = time.process_time()
            while time.process_time() < began + 0.6:
                pass
            return value

        def act():
            return burn("done")

        def calm():
            return burn(1)
        """
    assert check(tmp_path, {"act.py": body}, "--cpu-seconds", "1.1").code == 0


def test_endless_recursion_is_told_as_such(tmp_path: Path) -> None:
    result = act(tmp_path, "def act():\n    return act()\n").result("acts")
    assert result["message"] == "act raised RecursionError: maximum recursion depth exceeded"
    assert result["place"] == {"file": "act.py", "line": 2}


def test_recursion_without_a_limit_ends_its_process_and_no_other(tmp_path: Path) -> None:
    body = """
        import sys

        sys.setrecursionlimit(10**9)

        class Again:
            def __repr__(self):
                return repr(self)

        def act():
            return repr(Again())
        """
    run = act(tmp_path, body)
    assert run.code == 1
    assert run.result("acts")["outcome"] == "failed"
    assert run.result("acts")["place"]["file"] == "act.py"
    assert run.result("goes-on")["outcome"] == "passed"


def test_replaced_standard_output_changes_nothing(tmp_path: Path) -> None:
    body = """
        import sys

        class Bad:
            def write(self, text): raise RuntimeError(text)
            def flush(self): sys.exit(3)

        sys.stdout = Bad()
        sys.stderr = None

        def act():
            return "done"
        """
    assert act(tmp_path, body).code == 0


def test_a_flood_of_300_mb_is_drained_counted_and_bounded(tmp_path: Path) -> None:
    body = "def act():\n    for _ in range(300):\n        print('x' * (1 << 20))\n    return 'done'\n"
    run = act(tmp_path, body, "--output-kb", "64")
    assert run.result("acts")["outcome"] == "passed"
    assert len(run.printed) == 64 << 10
    dropped = sum(one.get("dropped", 0) for one in run.all("output"))
    assert dropped == 300 * ((1 << 20) + 1) - (64 << 10)


def test_output_belongs_to_its_check_and_keeps_its_letters(tmp_path: Path) -> None:
    body = "import sys\n\ndef act():\n    print('größe')\n    print('late', file=sys.stderr)\n    return 'done'\n"
    run = act(tmp_path, body)
    assert [
        (one["check"], one["stream"], one["text"]) for one in sorted(run.all("output"), key=lambda e: e["stream"])
    ] == [
        ("acts", "stderr", "late\n"),
        ("acts", "stdout", "größe\n"),
    ]


def test_closed_standard_output_changes_nothing(tmp_path: Path) -> None:
    body = "import os, sys\n\ndef act():\n    sys.stdout.close()\n    os.close(1)\n    os.close(2)\n    return 'done'\n"
    assert act(tmp_path, body).code == 0


def test_what_a_call_returns_must_be_readable(tmp_path: Path) -> None:
    loop = act(tmp_path / "1", "def act():\n    x = []\n    x.append(x)\n    return x\n").result("acts")
    assert loop["message"] == "what act returned cannot be read: it contains itself"
    large = act(tmp_path / "2", "def act():\n    return 'x' * (1 << 26)\n").result("acts")
    assert large["message"] == "what act returned cannot be read: it is larger than 16 MB"
    deep = act(tmp_path / "3", "def act():\n    x = []\n    for _ in range(10**5):\n        x = [x]\n    return x\n")
    assert "nested" in deep.result("acts")["message"]


def test_memory_beyond_the_limit_ends_the_program(tmp_path: Path) -> None:
    body = "def act():\n    x = []\n    while True:\n        x.append(bytearray(1 << 24))\n"
    run = act(tmp_path, body, "--memory-mb", "300")
    result = run.result("acts")
    assert result["message"].startswith("act used ")
    assert "(limit 300 MB)" in result["message"]
    assert run.result("goes-on")["outcome"] == "passed"


def test_three_gigabytes_at_once_end_the_program(tmp_path: Path) -> None:
    body = "def act():\n    return len(b'x' * (3 << 30))\n"
    run = act(tmp_path, body)
    assert run.result("acts")["message"].startswith("act used ")
    assert "(limit 2,048 MB)" in run.result("acts")["message"]
    assert run.result("goes-on")["outcome"] == "passed"


def test_an_empty_and_a_constant_file_fail_with_words_of_their_own(tmp_path: Path) -> None:
    empty = check(tmp_path / "1", {"act.py": "# later\n"})
    assert empty.result("acts")["message"] == "act.py has no code in it"
    constant = act(tmp_path / "2", "def act():\n    return None\n").result("acts")
    assert (constant["message"], constant["expected"], constant["actual"]) == (
        "act(): expected 'done', got None",
        "'done'",
        "None",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are inherited otherwise there")
@pytest.mark.parametrize(
    "attack",
    [
        # Writes an answer of its own into everything that could be the channel.
        """
        import json, os, struct

        def act():
            body = json.dumps({"done": 1, "seconds": 0.0, "value": "done"}).encode()
            for fd in range(3, 64):
                try:
                    os.write(fd, struct.pack(">I", len(body)) + b"0" * 32 + body)
                except OSError:
                    pass
            return "wrong"
        """,
        # Closes everything.
        """
        import os

        def act():
            os.closerange(3, 64)
            return "done"
        """,
        # Says nothing any more.
        """
        import os, signal

        def act():
            os.kill(os.getpid(), signal.SIGSTOP)
        """,
    ],
)
def test_a_program_that_meddles_with_the_channel_never_passes(tmp_path: Path, attack: str) -> None:
    run = act(tmp_path, attack, "--call-seconds", "2")
    assert run.result("acts")["outcome"] == "failed"
    assert run.result("goes-on")["outcome"] == "passed"


def test_lies_about_type_and_equality_run_nowhere_in_the_judge(tmp_path: Path) -> None:
    body = """
        class Yes(str):
            __class__ = str
            def __eq__(self, other): return True
            def __hash__(self): return 0
            def __repr__(self): return "'done'"

        def act():
            return Yes("no")
        """
    result = act(tmp_path, body).result("acts")
    assert result["outcome"] == "failed"
    assert "Yes" in result["actual"]

"""Programs the explorer must survive: one clear message, the right exit code, nothing left running."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from labkit.errors import SetupError
from labkit.explore import Options, Result, explore


def program(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "program.py"
    path.write_text(dedent(body))
    return path


def run(tmp_path: Path, body: str, **options: int) -> Result:
    return explore(program(tmp_path, body), options=Options(max_schedules=options.get("most", 50)), step_seconds=5.0)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("x = 1\n", "defines no function scenario"),
        ("def scenario(:\n", "not valid Python, line 1"),
        ("import nowhere_at_all\ndef scenario(): pass\n", "No module named 'nowhere_at_all'"),
        ("async def scenario(): pass\n", "only threads are explored"),
        ("def scenario(n): pass\n", "must take no arguments"),
        ("import threading\nthreading.Thread(target=print).start()\ndef scenario(): pass\n", "start threads inside"),
    ],
)
def test_a_file_that_cannot_be_explored_is_wrong_use(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        run(tmp_path, body)


def test_a_scenario_that_raises_at_once_fails(tmp_path: Path) -> None:
    result = run(tmp_path, "def scenario():\n    raise ValueError('no')\n")
    assert (result.verdict, result.form, result.schedules) == ("failed", "exception", 1)
    assert result.message.startswith("ValueError: no")


def test_recursion_to_the_limit_is_an_exception_of_the_program(tmp_path: Path) -> None:
    result = run(tmp_path, "def scenario():\n    scenario()\n")
    assert (result.verdict, result.form) == ("failed", "exception")
    assert "RecursionError" in result.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("import subprocess\ndef scenario():\n    subprocess.run(['true'])\n", "program.py:3 starts a process"),
        ("import os\ndef scenario():\n    os._exit(0)\n", "program.py:3 ends the process"),
        (
            "import socket\ndef scenario():\n    socket.create_connection(('127.0.0.1', 9))\n",
            "program.py:3 uses",
        ),
        ("def scenario():\n    input()\n", "program.py:2 waits for input"),
        (
            "import os\ndef scenario():\n    try:\n        os.system('true')\n    except Exception:\n        pass\n",
            "program.py:4 starts a process",
        ),
    ],
)
def test_what_cannot_be_scheduled_is_named_with_its_line(tmp_path: Path, body: str, words: str) -> None:
    result = run(tmp_path, body)
    assert result.verdict == "inconclusive"
    assert words in result.message


def test_a_program_that_keeps_something_outside_is_not_repeatable(tmp_path: Path) -> None:
    kept = tmp_path / "runs"
    kept.write_text("")
    body = f"""
        class Box: pass
        def scenario():
            with open({str(kept)!r}, "r+") as file:
                runs = len(file.read())
                file.write(".")
            box = Box()
            for _ in range(runs):
                box.x = 1
    """
    result = run(tmp_path, body)
    assert result.verdict == "inconclusive"
    assert "not repeatable: the same schedule went two ways, near program.py:" in result.message


def test_the_random_module_is_the_same_in_every_schedule(tmp_path: Path) -> None:
    body = """
        import random
        class Box: pass
        def scenario():
            box = Box()
            for _ in range(random.randrange(50)):
                box.x = 1
    """
    assert run(tmp_path, body).verdict == "passed"


def test_a_thousand_threads_are_run(tmp_path: Path) -> None:
    body = """
        import threading
        def scenario():
            seen = []
            threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(1000)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert len(seen) == 1000
    """
    assert run(tmp_path, body, most=3).verdict == "passed"


def test_a_spin_without_end_is_a_livelock(tmp_path: Path) -> None:
    body = """
        class Flag: up = False
        def scenario():
            flag = Flag()
            while not flag.up:
                pass
    """
    result = run(tmp_path, body)
    assert (result.verdict, result.form) == ("failed", "livelock")
    assert "no progress in" in result.message


def test_a_spin_that_another_thread_ends_is_no_livelock(tmp_path: Path) -> None:
    body = """
        import threading
        class Flag:
            def __init__(self): self.up = False
        def scenario():
            flag = Flag()
            def rise(): flag.up = True
            t = threading.Thread(target=rise)
            t.start()
            while not flag.up:
                pass
            t.join()
    """
    assert run(tmp_path, body, most=20).verdict == "passed"


def test_a_daemon_thread_left_spinning_ends_with_the_schedule(tmp_path: Path) -> None:
    body = """
        import threading
        class Tick:
            def __init__(self): self.n = 0
        def scenario():
            tick = Tick()
            def spin():
                while True:
                    tick.n += 1
            threading.Thread(target=spin, daemon=True).start()
    """
    assert run(tmp_path, body).verdict == "passed"


def test_a_thread_that_catches_everything_does_not_hold_the_search(tmp_path: Path) -> None:
    body = """
        import threading
        class Tick:
            def __init__(self): self.n = 0
        def scenario():
            tick = Tick()
            def spin():
                while True:
                    try:
                        tick.n += 1
                    except BaseException:
                        pass
            threading.Thread(target=spin, daemon=True).start()
            assert tick.n < 3
    """
    result = run(tmp_path, body)
    assert (result.verdict, result.form) == ("failed", "assertion")


def test_replacing_threading_stays_inside_the_program_and_is_not_decided(tmp_path: Path) -> None:
    import threading

    real = threading.Lock
    body = """
        import threading
        threading.Lock = None
        def scenario():
            assert threading.Lock is None
    """
    result = run(tmp_path, body)
    assert (result.verdict, result.message) == (
        "inconclusive",
        "not decided: the program replaces threading.Lock, which cannot be scheduled",
    )
    assert threading.Lock is real


def test_an_excepthook_of_the_program_is_no_replaced_part(tmp_path: Path) -> None:
    body = """
        import threading
        def scenario():
            kept = []
            threading.excepthook = kept.append
            t = threading.Thread(target=lambda: 1 / 0)
            t.start(); t.join()
            assert kept[0].exc_type is ZeroDivisionError
    """
    assert run(tmp_path, body).verdict in ("passed", "proved")


def test_a_trace_function_of_the_program_changes_nothing(tmp_path: Path) -> None:
    body = """
        import sys
        import threading
        class Box:
            def __init__(self): self.n = 0
        def scenario():
            box = Box()
            def add():
                sys.settrace(lambda *_: None)
                box.n += 1
                sys.settrace(None)
            threads = [threading.Thread(target=add) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert box.n == 2
    """
    assert run(tmp_path, body).verdict == "failed"


def test_a_module_beside_the_file_is_traced_too(tmp_path: Path) -> None:
    (tmp_path / "stock.py").write_text("total = 0\ndef add():\n    global total\n    total += 1\n")
    body = """
        import threading
        import stock
        def scenario():
            threads = [threading.Thread(target=stock.add) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert stock.total == 2
    """
    result = run(tmp_path, body)
    assert result.verdict == "failed"
    assert any("stock.py:4" in line for line in result.interleaving)


CAUGHT = """
    import threading
    class Tick:
        def __init__(self): self.n = 0
    def scenario():
        tick = Tick()
        def other():
            tick.n += 1
            raise ValueError("own")
        threading.Thread(target=other).start()
        while True:
            try:
                tick.n += 1
            except BaseException:
                pass
"""


def test_a_main_thread_that_catches_everything_for_ever_does_not_hold_the_search(tmp_path: Path) -> None:
    result = run(tmp_path, CAUGHT)
    assert result.verdict in ("failed", "inconclusive")
    assert "own" in result.message or "did not return" in result.message


def test_blocking_in_a_c_library_is_named_with_its_line(tmp_path: Path) -> None:
    body = "import ctypes\ndef scenario():\n    ctypes.CDLL(None).usleep(1)\n"
    result = run(tmp_path, body)
    assert result.verdict == "inconclusive"
    assert "program.py:3 calls into a C library" in result.message


@pytest.mark.parametrize("hook", ["sys.setprofile(lambda *_: None)", "threading.settrace(print)"])
def test_other_hooks_of_the_program_change_nothing(tmp_path: Path, hook: str) -> None:
    body = f"""
        import sys
        import threading
        class Box:
            def __init__(self): self.n = 0
        def scenario():
            box = Box()
            def add():
                try:
                    {hook}
                except AttributeError:
                    pass
                box.n += 1
                sys.setprofile(None)
            threads = [threading.Thread(target=add) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert box.n == 2
    """
    result = run(tmp_path, body)
    assert (result.verdict, result.form) == ("failed", "assertion")


def test_a_generous_timeout_never_alarms(tmp_path: Path) -> None:
    body = """
        import threading
        import time
        def scenario():
            done = threading.Event()
            def work():
                time.sleep(SLEEP)
                done.set()
            threading.Thread(target=work).start()
            assert done.wait(30)
    """
    for sleep in ("0", "0.5", "2.9"):
        result = run(tmp_path, body.replace("SLEEP", sleep), most=150)
        assert result.verdict == "passed", f"{sleep}: {result.message}"


def test_a_timeout_that_is_not_generous_is_a_failure_that_relies_on_time(tmp_path: Path) -> None:
    body = """
        import threading
        import time
        def scenario():
            done = threading.Event()
            def work():
                time.sleep(2)
                done.set()
            threading.Thread(target=work).start()
            assert done.wait(3)
    """
    result = run(tmp_path, body, most=150)
    assert (result.verdict, result.relies_on_time) == ("failed", True)
    assert "relies on time" in result.message


def command(tmp_path: Path, body: str, *more: str) -> subprocess.CompletedProcess[str]:
    path = ":".join(one for one in sys.path if one)
    arguments = [sys.executable, "-P", "-m", "labkit", "explore", str(program(tmp_path, body)), *more]
    return subprocess.run(arguments, capture_output=True, text=True, timeout=60, env={"PYTHONPATH": path})


def test_exit_code_0_for_a_proof(tmp_path: Path) -> None:
    done = command(tmp_path, "def scenario(): pass\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("proved: no interleaving fails")


def test_exit_code_1_saved_and_replayed(tmp_path: Path) -> None:
    body = "def scenario():\n    print('noise')\n    assert 1 == 2, 'never equal'\n"
    saved = tmp_path / "schedule.json"
    done = command(tmp_path, body, "--save", str(saved), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[-1])["message"].startswith("never equal")
    again = command(tmp_path, body, "--replay", str(saved), "--json")
    assert again.returncode == 1
    assert json.loads(again.stdout.splitlines()[-1])["strategy"] == "replay"


@pytest.mark.parametrize("text", ["", "{", "7", '{"version": 1}'])
def test_exit_code_2_for_a_broken_schedule_file(tmp_path: Path, text: str) -> None:
    saved = tmp_path / "schedule.json"
    saved.write_text(text)
    done = command(tmp_path, "def scenario(): pass\n", "--replay", str(saved))
    assert done.returncode == 2
    assert "save it again with --save" in done.stderr
    assert "Traceback" not in done.stderr


def test_exit_code_3_with_the_line_for_a_step_that_does_not_return(tmp_path: Path) -> None:
    body = "def scenario():\n    while True:\n        pass\n"
    path = ":".join(one for one in sys.path if one)
    script = (
        "import sys\nfrom pathlib import Path\nfrom labkit.explore import explore\nimport os\n"
        f"result = explore(Path({str(program(tmp_path, body))!r}), step_seconds=0.3)\n"
        "print(result.message, flush=True)\nos._exit(result.exit_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, timeout=60, env={"PYTHONPATH": path}
    )
    assert done.returncode == 3
    assert "program.py:" in done.stdout
    assert "did not return within 0.3 s" in done.stdout


def test_an_executor_of_processes_may_be_imported_and_is_noticed_when_it_is_used(tmp_path: Path) -> None:
    imported = "from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor\n"
    used = run(tmp_path, imported + "def scenario():\n    ProcessPoolExecutor(1).submit(abs, -1).result()\n")
    assert used.verdict == "inconclusive"
    assert "program.py:3" in used.message
    left_alone = run(tmp_path, imported + "def scenario():\n    ThreadPoolExecutor(1).submit(abs, -1).result()\n")
    assert left_alone.verdict == "passed"

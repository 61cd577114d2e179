"""The doctor in hostile surroundings: each is named with what to do, and none keeps the others from being looked at."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kit_run import ROOT, environment
from labkit.doctor import interpreter, machine, words
from labkit.doctor.importing import Imported, try_imports
from labkit.doctor.report import examine
from labkit.libraries import CARRIED
from labkit.schema.doctor import faults

GOLDEN = ROOT / "test" / "golden" / "doctor"
THERE = Imported(True)


def listed(folder: str) -> list[Path]:
    found = sorted((GOLDEN / folder).iterdir())
    assert found
    return found


@pytest.mark.parametrize("path", listed("valid"), ids=lambda path: path.stem)
def test_a_valid_report_has_no_fault(path: Path) -> None:
    assert faults(json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", listed("invalid"), ids=lambda path: path.stem)
def test_an_invalid_report_is_refused_at_its_place(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    found = faults(case["report"])
    assert found
    assert found[0].startswith(case["path"])


def course(folder: Path, **packages: list[str]) -> Path:
    """A course with a lab for each keyword, `lab_1_2`, that names these packages."""
    smallest = json.loads((ROOT / "test/golden/lab/valid/smallest.json").read_text("utf-8"))
    for name, wanted in packages.items():
        number = name.removeprefix("lab_").replace("_", ".")
        lab = folder / "m01-start" / f"{number}-lab"
        lab.mkdir(parents=True)
        (lab / "lab.json").write_text(json.dumps({**smallest, "id": number, "packages": wanted}))
    return folder


def about(report: dict[str, Any], subject: str) -> list[dict[str, Any]]:
    assert faults(json.loads(json.dumps(report))) == []
    return [one for one in report["problems"] if one["about"] == subject]


def raising(error: BaseException) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise error

    return refuse


@pytest.fixture
def no_labs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that needs no package, where the carried ones are not looked for: that takes a process."""
    monkeypatch.setattr("labkit.doctor.report.try_imports", lambda names: dict.fromkeys(names, THERE))
    return course(tmp_path / "course", lab_1_1=[])


def test_it_says_which_python_runs(tmp_path: Path) -> None:
    report = examine(course(tmp_path, lab_1_1=[]))
    assert report["python"]["version"] == platform.python_version()
    assert report["python"]["executable"] == sys.executable
    assert report["python"]["gil"] == getattr(sys, "_is_gil_enabled", lambda: True)()
    assert report["processes"]["default"] in report["processes"]["methods"]
    assert {one["name"] for one in report["carried"]} == set(CARRIED)
    assert report["packages"] == []


def test_the_carried_packages_are_those_of_the_lock() -> None:
    lines = (ROOT / "src/python/requirements/libs.in").read_text("utf-8").splitlines()
    pinned = {"colorama", "soupsieve<3"}  # named there for the lock's sake, not for a lab's
    assert {one for one in lines if one and not one.startswith("#")} - pinned == set(CARRIED)


@pytest.mark.parametrize(
    ("name", "stops", "word"),
    [((3, 10, 4), True, "older than 3.11"), ((3, 16, 0), False, "newer than 3.15"), ((3, 15, 9), None, "")],
)
def test_a_python_too_old_or_too_new_is_told(
    monkeypatch: pytest.MonkeyPatch, name: tuple[int, ...], stops: bool | None, word: str
) -> None:
    monkeypatch.setattr(sys, "version_info", name)
    monkeypatch.setattr(platform, "python_implementation", lambda: "CPython")
    found = interpreter.problems({"ctypes": THERE})
    assert [one.stops for one in found] == ([] if stops is None else [stops])
    assert all(word in one.message and one.remedy for one in found)


def test_another_implementation_and_a_build_without_a_module_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 9))
    monkeypatch.setattr(platform, "python_implementation", lambda: "PyPy")
    found = interpreter.problems({"ctypes": Imported(True, "ImportError: No module named '_ctypes'")})
    assert found[0].message.startswith("This is PyPy.")
    assert "without ctypes: ImportError" in found[1].message
    assert all(one.stops for one in found)


def test_no_folder_for_temporary_files(monkeypatch: pytest.MonkeyPatch, no_labs: Path) -> None:
    monkeypatch.setattr(
        tempfile, "gettempdir", raising(FileNotFoundError(errno.ENOENT, "No usable temporary directory"))
    )
    report = examine(no_labs)
    assert report["temporary"] == {"folder": "", "writable": False, "free": None}
    (problem,) = about(report, "temporary")
    assert problem["stops"] and "TMPDIR" in problem["remedy"]


def test_a_full_disk_for_temporary_files(monkeypatch: pytest.MonkeyPatch, no_labs: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(Path, "write_bytes", raising(OSError(errno.ENOSPC, "No space left on device")))
    (problem,) = about(examine(no_labs), "temporary")
    assert problem["stops"] and f"{tmp_path}: No space left on device (ENOSPC)" in problem["message"]
    assert list(tmp_path.glob("pymp-*")) == []


def test_little_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch, no_labs: Path) -> None:
    usage = shutil.disk_usage(no_labs)._replace(free=3 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = [one for one in about(examine(no_labs), "temporary") if "MB" in one["message"]]
    assert [one["stops"] for one in found] == [False]
    assert "Only 3 MB are free" in found[0]["message"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no such sockets on this system")
def test_a_folder_too_deep_for_sockets(monkeypatch: pytest.MonkeyPatch, no_labs: Path, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(deep))
    (problem,) = [one for one in about(examine(no_labs), "temporary") if "socket" in one["message"]]
    assert not problem["stops"] and "short path" in problem["remedy"]


class Refused(socket.socket):
    def bind(self, address: Any) -> None:
        if self.family == socket.AF_UNIX:
            return super().bind(address)
        raise PermissionError(errno.EPERM, "Operation not permitted")


class Unreachable(socket.socket):
    def connect(self, address: Any) -> None:
        raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Refused, "cannot be opened: Operation not permitted (EPERM)"),
        (Unreachable, "cannot be reached: Connection refused"),
    ],
)
def test_a_refused_loopback(monkeypatch: pytest.MonkeyPatch, no_labs: Path, kind: type, words: str) -> None:
    monkeypatch.setattr(socket, "socket", kind)
    report = examine(no_labs)
    assert report["loopback"] == {"ipv4": False, "ipv6": False}
    (problem,) = about(report, "loopback")
    assert problem["stops"] and words in problem["message"] and "firewall" in problem["remedy"]


def test_a_machine_without_ipv6_is_no_problem(monkeypatch: pytest.MonkeyPatch, no_labs: Path) -> None:
    monkeypatch.setattr(socket, "has_ipv6", False)
    report = examine(no_labs)
    assert report["loopback"] == {"ipv4": True, "ipv6": False}
    assert about(report, "loopback") == []


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSYS, "Function not implemented"),
        ImportError("This platform lacks a functioning sem_open\nmore"),
    ],
)
def test_processes_that_cannot_share_a_lock(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    context = type(multiprocessing.get_context(multiprocessing.get_all_start_methods()[0]))
    monkeypatch.setattr(context, "Lock", raising(error))
    facts, (problem,) = machine.processes()
    assert facts["default"] == facts["methods"][0]
    assert problem.stops and "share a lock: " in problem.message and "\n" not in problem.message


def test_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    facts, (problem,) = machine.cores()
    assert facts == {"usable": 1, "machine": 8}
    assert not problem.stops


def test_processes_that_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "list_processes", raising(FileNotFoundError(errno.ENOENT, "No such file", "/proc")))
    facts, found = machine.memory()
    assert not facts["limits"]
    assert found[0].stops and "cannot be listed: No such file (ENOENT)" in found[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limited_address_space(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _: (512 << 20, resource.RLIM_INFINITY))
    found = [one for one in machine.memory()[1] if "address space" in one.message]
    assert [one.stops for one in found] == [False]
    assert "512 MB" in found[0].message and "ulimit" in found[0].remedy


def test_a_lab_package_that_is_missing_and_one_that_is_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    brought = tmp_path / "brought"
    (brought / "tidepool-1.2.0.dist-info").mkdir(parents=True)
    (brought / "tidepool-1.2.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tidepool\nVersion: 1.2.0\n"
    )
    (brought / "tidepool.py").write_text("")
    (brought / "kelp.py").write_text("raise ImportError('kelp.so: wrong ELF class')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(brought)]))
    monkeypatch.syspath_prepend(str(brought))
    labs = course(tmp_path / "course", lab_1_1=["tidepool", "urchin"], lab_1_2=["urchin", "kelp"])
    report = examine(labs)
    assert report["packages"] == [
        {
            "name": "kelp",
            "version": None,
            "importable": False,
            "fault": "ImportError: kelp.so: wrong ELF class",
            "labs": ["1.2"],
        },
        {"name": "tidepool", "version": "1.2.0", "importable": True, "fault": None, "labs": ["1.1"]},
        {"name": "urchin", "version": None, "importable": False, "fault": None, "labs": ["1.1", "1.2"]},
    ]
    kelp, urchin = about(report, "packages")
    assert kelp["stops"] and kelp["labs"] == ["1.2"] and "--force-reinstall kelp" in kelp["remedy"]
    assert urchin["message"] == "Labs 1.1 and 1.2 need urchin, which is not there."
    assert urchin["remedy"].endswith("-m pip install urchin")


def test_without_pytest_no_lab_runs_and_without_another_carried_package_some_do(
    monkeypatch: pytest.MonkeyPatch, no_labs: Path
) -> None:
    for lost, stops in (("pytest", True), ("bs4", False)):
        answers = {name: Imported(name != lost) for name in ("ctypes", "pytest", "pytest_asyncio", "requests", "bs4")}
        monkeypatch.setattr("labkit.doctor.report.try_imports", lambda _, answers=answers: answers)
        (problem,) = about(examine(no_labs), "carried")
        assert problem["stops"] is stops and "is not there" in problem["message"]


def test_a_broken_lab_file_is_told_and_the_others_count(tmp_path: Path) -> None:
    labs = course(tmp_path, lab_1_1=["urchin"], lab_1_2=[])
    (tmp_path / "m01-start" / "1.2-lab" / "lab.json").write_text("{")
    report = examine(labs)
    assert [one["name"] for one in report["packages"]] == ["urchin"]
    (problem,) = about(report, "course")
    assert problem["labs"] == ["1.2"] and "cannot be read" in problem["message"]


def test_modules_that_end_or_hang_the_interpreter_cost_themselves_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ends.py").write_text("import os\nprint('noise')\nos._exit(7)\n")
    (tmp_path / "exits.py").write_text("raise SystemExit(3)\n")
    (tmp_path / "hangs.py").write_text("import threading\nthreading.Event().wait()\n")
    (tmp_path / "needs.py").write_text("import urchin\n")
    (tmp_path / "well.py").write_text("print('noise')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    modules = ["ends", "exits", "needs", "gone.inner", "well"]
    assert try_imports(modules) == {
        "ends": Imported(True, "importing it ended the interpreter with exit code 7"),
        "exits": Imported(True, "SystemExit: 3"),
        "needs": Imported(True, "No module named 'urchin'"),
        "gone.inner": Imported(False),
        "well": Imported(True),
    }
    # The limit only ends the hang: what comes after it has a process and a time of its own.
    found = try_imports(["hangs", "json"], seconds=5)
    assert found == {"hangs": Imported(True, "importing it took more than 5 s"), "json": Imported(True)}


def test_an_interpreter_that_starts_no_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", raising(BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")))
    found = try_imports(["json", "re"])
    assert all(one.fault and "no process could be started" in one.fault for one in found.values())


def doctor(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "labkit", "doctor", *args]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)


def test_the_command_prints_one_line_of_json_and_ends_with_2_when_something_stops_a_lab(tmp_path: Path) -> None:
    done = doctor("--json", "--course", str(course(tmp_path, lab_1_1=["urchin"])))
    (line,) = done.stdout.splitlines()
    report = json.loads(line)
    assert faults(report) == []
    assert [one["labs"] for one in report["problems"] if one["about"] == "packages"] == [["1.1"]]
    assert (done.returncode, done.stderr) == (2, "")


def test_a_folder_without_labs_is_no_course(tmp_path: Path) -> None:
    done = doctor("--course", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no lab is in it" in done.stderr


def test_a_person_reads_a_line_for_each_thing_and_the_sum_last(tmp_path: Path) -> None:
    done = doctor("--course", str(course(tmp_path, lab_1_1=["urchin"])))
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("stops labs       packages of labs"))
    assert lines[at + 1] == f"{'':<17}Lab 1.1 needs urchin, which is not there."
    assert "pip install urchin" in lines[at + 2]
    assert "1 thing stops labs" in lines[-1]


@pytest.mark.parametrize(
    ("name", "code", "last"),
    [
        ("all-well", 0, "labs can run"),
        ("every-problem", 2, "8 things stop labs, 1 needs attention"),
        ("free-threaded", 0, "labs can run"),
    ],
)
def test_the_words_and_the_exit_code_follow_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, code: int, last: str
) -> None:
    from labkit.cli import main

    golden = json.loads((GOLDEN / "valid" / f"{name}.json").read_text("utf-8"))
    monkeypatch.setattr("labkit.doctor.report.examine", lambda _: golden)
    assert main(["doctor"]) == code
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == last
    assert ("the GIL is off" in said) is (name == "free-threaded")


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    golden = json.loads((GOLDEN / "valid" / "all-well.json").read_text("utf-8"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    words.tell(golden, stream)
    assert "\x1b[32mok" in stream.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    words.tell(golden, plain)
    assert "\x1b" not in plain.getvalue()

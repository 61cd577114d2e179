"""What may stand where a learner's file should be: each is told in one sentence, and none makes the kit wait."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit_run import CALM, LABS, act, check, command, finish, start, unprivileged, write

RIGHT = "def act():\n    return 'done'\n" + CALM
posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and rights of POSIX")


def test_a_byte_order_mark_and_a_declared_encoding_are_no_faults(tmp_path: Path) -> None:
    assert check(tmp_path / "1", {"act.py": b"\xef\xbb\xbf" + RIGHT.encode()}).code == 0
    assert check(tmp_path / "2", {"act.py": b"# coding: latin-1\nx = '\xe9'\n" + RIGHT.encode()}).code == 0


def test_undeclared_latin_1_is_named_with_its_line(tmp_path: Path) -> None:
    run = check(tmp_path, {"act.py": b"a = 1\nb = 2\nname = '\xe9'\n" + RIGHT.encode()})
    assert run.result("acts")["message"] == "act.py is not UTF-8 text"
    assert run.result("acts")["place"] == {"file": "act.py", "line": 3}


@posix
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "act.py is a folder"),
        (lambda path: path.symlink_to("/nowhere/act.py"), "act.py is a link to /nowhere/act.py, which does not exist"),
        (lambda path: path.symlink_to("act.py"), "act.py cannot be read: Too many levels of symbolic links"),
        (lambda path: os.mkfifo(path), "act.py is no regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "act.py is no regular file"),
    ],
    ids=["folder", "dangling link", "link to itself", "pipe", "device without end"],
)
def test_what_is_no_file_is_a_setup_problem(tmp_path: Path, make: Callable[[Path], None], message: str) -> None:
    work = write(tmp_path / "work", {})
    make(work / "act.py")
    run = finish(*start(command("check", LABS / "faults", work)))
    assert run.code == 2
    assert run.result("acts")["message"] == message
    assert run.result("acts")["details"]
    assert run.result("goes-on")["message"] == f"not run: {message}"


@posix
def test_a_file_without_the_right_to_read_is_a_setup_problem(tmp_path: Path) -> None:
    work = write(tmp_path / "work", {"act.py": RIGHT})
    (work / "act.py").chmod(0)
    run = finish(*start(command("check", LABS / "faults", work), preexec_fn=unprivileged))
    assert run.code == 2
    assert run.result("acts")["message"] == "act.py cannot be read: Permission denied"


def test_ten_megabytes_of_source_are_refused_unread(tmp_path: Path) -> None:
    lines = "".join(f"x{number} = {number}\n" for number in range(700_000))
    run = check(tmp_path, {"act.py": RIGHT + lines})
    assert len(lines) > 10 << 20
    assert run.code == 1
    assert run.result("acts")["message"] == "act.py is larger than 1 MB"


@pytest.mark.parametrize(
    "source",
    ["x = " + "+".join("1" * 50_000), "x = a" + "()" * 100_000],
    ids=["sum", "calls"],
)
def test_source_that_is_nested_without_end_is_a_fault_of_the_file(tmp_path: Path, source: str) -> None:
    run = check(tmp_path, {"act.py": f"{RIGHT}{source}\n"})
    assert run.code == 1
    assert run.result("acts")["outcome"] == "failed"
    assert run.result("acts")["place"]["file"] == "act.py"


@posix
def test_a_file_that_becomes_a_pipe_while_it_runs_is_not_waited_for(tmp_path: Path) -> None:
    body = "import os\n\ndef act():\n    os.unlink('act.py')\n    os.mkfifo('act.py')\n    return 'wrong'\n"
    assert act(tmp_path, body).result("acts")["actual"] == "'wrong'"

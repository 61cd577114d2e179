"""Folders that vanish, disks that refuse, two runs at once: each run says what it met and keeps what it had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from kit_run import CALM, LABS, act, command, environment, finish, start, unprivileged, write

RIGHT = "def act():\n    return 'done'\n" + CALM
posix = pytest.mark.skipif(sys.platform == "win32", reason="there a folder in use cannot be deleted")


@posix
@pytest.mark.parametrize(
    ("removal", "name"),
    [("shutil.rmtree(os.getcwd())", "work"), ("os.unlink('act.py')", "act.py")],
    ids=["folder", "file"],
)
def test_work_that_is_deleted_while_it_runs_is_named(tmp_path: Path, removal: str, name: str) -> None:
    body = f"import os, shutil\n\ndef act():\n    {removal}\n    os._exit(1)\n"
    run = act(tmp_path, body)
    assert run.result("acts")["message"] == "act ended the whole process (exit code 1)"
    result = run.result("goes-on")
    assert result["outcome"] == "setup"
    assert result["message"].endswith(f"{name} is not there any more: it was moved or deleted while the run went on")
    assert "open the lab again" in result["details"][0]


@posix
def test_work_that_is_deleted_after_its_import_is_still_judged(tmp_path: Path) -> None:
    assert (
        act(tmp_path, "import os, shutil\n\ndef act():\n    shutil.rmtree(os.getcwd())\n    return 'done'\n").code == 0
    )


def test_a_lab_that_is_moved_away_is_named(tmp_path: Path) -> None:
    run_of = command("check", LABS / "gone", write(tmp_path / "work", {"act.py": RIGHT}))
    process, _ = start(run_of)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    assert str(LABS / "gone") in errors.decode() or "no lab" in errors.decode()
    assert b"Traceback" not in errors


def test_a_lab_without_its_checks_is_not_decided(tmp_path: Path) -> None:
    lab = shutil.copytree(LABS / "faults", tmp_path / "lab")
    shutil.rmtree(lab / "checks")
    run = finish(*start(command("check", lab, write(tmp_path / "work", {"act.py": RIGHT}))))
    assert run.code == 3
    assert run.result("acts")["message"] == "checks/test_act.py is missing: a fault of the lab"


def test_two_runs_at_once_do_not_see_each_other(tmp_path: Path) -> None:
    work = write(tmp_path / "work", {"act.py": RIGHT})
    runs = [start(command("check", LABS / "faults", work)) for _ in range(2)]
    for process, env in runs:
        run = finish(process, env)
        assert run.code == 0
        assert run.left == []


@posix
def test_a_folder_that_may_only_be_read_is_enough(tmp_path: Path) -> None:
    work = write(tmp_path / "work", {"act.py": RIGHT})
    work.chmod(0o555)
    run = finish(*start(command("check", LABS / "faults", work), preexec_fn=unprivileged))
    work.chmod(0o755)
    assert run.code == 0


def _no_file_takes_a_byte() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@posix
def test_a_full_disk_under_the_temporary_folder_is_a_setup_problem(tmp_path: Path) -> None:
    work = write(tmp_path / "work", {"act.py": RIGHT})
    run = finish(*start(command("check", LABS / "faults", work), preexec_fn=_no_file_takes_a_byte))
    assert run.code == 2
    assert run.result("acts")["outcome"] == "setup"
    assert run.result("acts")["message"].startswith("the kit cannot make a temporary folder: ")
    assert "TMPDIR" in run.result("acts")["details"][0]
    assert [one.name for one in work.iterdir()] == ["act.py"]


@posix
def test_a_temporary_folder_that_vanishes_costs_the_place_of_a_hang_and_no_verdict(tmp_path: Path) -> None:
    body = """
        import glob, os, shutil

        def act():
            for one in glob.glob(os.path.join(os.environ["TMPDIR"], "labkit-*")):
                shutil.rmtree(one)
            os._exit(1)
        """
    (tmp_path / "tmp").mkdir()
    work = write(tmp_path / "work", {"act.py": textwrap.dedent(body) + CALM})
    env = {**environment(), "TMPDIR": str(tmp_path / "tmp")}
    process = subprocess.Popen(
        command("check", LABS / "faults", work), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    run = finish(process, env)
    assert run.result("acts")["message"] == "act ended the whole process (exit code 1)"
    assert run.result("goes-on")["outcome"] == "passed"


def test_neither_pip_nor_venv_is_needed(tmp_path: Path) -> None:
    gone = {
        f"{name}.py": f"raise ImportError('no {name} here')\n" for name in ("pip", "venv", "ensurepip", "setuptools")
    }
    stubs = write(tmp_path / "stubs", gone)
    work = write(tmp_path / "work", {"act.py": RIGHT})
    env = environment()
    env["PYTHONPATH"] = os.pathsep.join((str(stubs), env["PYTHONPATH"]))
    process = subprocess.Popen(
        command("check", LABS / "faults", work), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert finish(process, env).code == 0

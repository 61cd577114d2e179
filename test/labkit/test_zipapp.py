"""concurrency-labs.pyz: unpacks itself whole or not at all, and grades like the kit in its folder."""

from __future__ import annotations

import ast
import importlib.util
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from kit_run import LABS, ROOT

LAUNCHER = ROOT / "src" / "python" / "zipapp"


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


zipapp = load(ROOT / "scripts" / "package" / "zipapp.py")
unpacked = load(LAUNCHER / "unpacked.py")


def pack(parts: dict[str, Path], folder: Path) -> Path:
    """An archive of folders, as the package would hold them."""
    vsix = folder / "package.vsix"
    with zipfile.ZipFile(vsix, "w") as package:
        package.writestr("extension/LICENSE.txt", "MIT")
        package.writestr("extension/dist/extension.cjs", "not for the archive")
        for room, source in parts.items():
            for path in sorted(source.rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    package.write(path, f"extension/{room}/{path.relative_to(source).as_posix()}")
    archive = folder / "concurrency-labs.pyz"
    zipapp.main(vsix, LAUNCHER, archive)
    return archive


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    parts = {
        "dist/python": ROOT / "src" / "python",
        "dist/python-libs": ROOT / "dist" / "python-libs",
        "labs/m01-basic/basic": LABS / "basic",
    }
    return pack(parts, tmp_path_factory.mktemp("kit"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive of one lab, quick to unpack."""
    return pack({"labs/m01-basic/basic": LABS / "basic"}, tmp_path)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CONCURRENCY_LABS_CACHE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []  # whatever was unpacked there went again


def check(archive: Path, work: Path, **more: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, str(archive), "check", "0.1", "--work", str(work)],
        cwd=work,
        env={**bare, **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_grades_a_right_and_a_wrong_program(kit: Path, cache: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(LABS / "basic" / "starter", work)
    wrong = check(kit, work)
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert "not written yet" in wrong.stdout
    shutil.copytree(next((LABS / "basic" / "solutions").iterdir()), work, dirs_exist_ok=True)
    right = check(kit, work)
    assert (right.returncode, right.stderr) == (0, "")
    assert [path.name[:4] for path in cache.iterdir()] == ["kit-"]
    assert not list(cache.rglob("*.pyc"))


def test_the_work_folder_is_not_where_the_kit_comes_from(kit: Path, cache: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(next((LABS / "basic" / "solutions").iterdir()), work)
    (work / "labkit.py").write_text("raise SystemExit(0)\n")
    (work / "unpacked.py").write_text("raise SystemExit(0)\n")
    done = check(kit, work)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 passed" in done.stdout


def test_two_at_once_unpack_the_same_folder(kit: Path, cache: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": ""}
    both = [
        subprocess.Popen([sys.executable, str(kit), "check", "--help"], env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [b"usage: labkit check" in one.communicate(timeout=120)[0] for one in both] == [True, True]
    assert len(list(cache.iterdir())) == 1


def test_the_same_package_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    first = small.read_bytes()
    zipapp.main(tmp_path / "package.vsix", LAUNCHER, small)
    assert small.read_bytes() == first
    names = zipfile.ZipFile(small).namelist()
    assert {"__main__.py", "unpacked.py", "files.sha256", "LICENSE.txt"} < set(names)
    assert not [name for name in names if "extension" in name]


def change(lab: Path) -> None:
    lab.write_text(lab.read_text() + " ")


def add(lab: Path) -> None:
    (lab.parent / "sitecustomize.py").write_text("")


def add_bytecode(lab: Path) -> None:
    (lab.parent / "__pycache__").mkdir()
    (lab.parent / "__pycache__" / "labkit.pyc").write_bytes(b"")


def link(lab: Path) -> None:
    elsewhere = lab.rename(lab.parents[4] / "elsewhere.json")
    lab.symlink_to(elsewhere)


# A link needs a right of its own on Windows.
HARMS = [change, Path.unlink, add, add_bytecode, *([] if sys.platform == "win32" else [link])]


@pytest.mark.parametrize("harm", HARMS)
def test_a_cache_that_is_not_as_packed_is_unpacked_again(
    harm: Callable[[Path], object], small: Path, cache: Path
) -> None:
    with unpacked.unpacked(small) as folder:
        lab = folder / "labs" / "m01-basic" / "basic" / "lab.json"
        text = lab.read_text()
        names = sorted(folder.rglob("*"))
    harm(lab)
    with unpacked.unpacked(small) as again:
        assert again == folder
        assert lab.read_text() == text and not lab.is_symlink()
        assert sorted(folder.rglob("*")) == names
    assert [path for path in cache.iterdir() if path.is_dir()] == [folder]


def test_a_whole_cache_is_used_without_a_write(small: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with unpacked.unpacked(small) as folder:
        pass
    monkeypatch.setattr(unpacked, "_write", lambda *_: pytest.fail("written again"))
    with unpacked.unpacked(small) as again:
        assert again == folder


def test_without_a_cache_to_write_to_a_temporary_folder_serves(small: Path, cache: Path, temporary: Path) -> None:
    cache.write_text("a file where the folder should be")
    with unpacked.unpacked(small) as folder:
        assert folder.parent == temporary
        assert (folder / "labs" / "m01-basic" / "basic" / "lab.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="who may write there is up to the profile's own permissions")
def test_a_cache_that_others_may_write_to_is_passed_over(small: Path, cache: Path, temporary: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    with unpacked.unpacked(small) as folder:
        assert folder.parent == temporary
    assert list(cache.iterdir()) == []


def test_a_user_without_a_home_is_served(small: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("CONCURRENCY_LABS_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(unpacked.Path, "home", homeless)
    with unpacked.unpacked(small) as folder:
        assert folder.parent == temporary


def rewritten(archive: Path, change: dict[str, bytes]) -> None:
    with zipfile.ZipFile(archive) as old:
        files = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(archive, "w") as new:
        for name, data in {**files, **change}.items():
            new.writestr(name, data)


@pytest.mark.parametrize(
    "change",
    [
        {"LICENSE.txt": b"another"},
        {"files.sha256": b"00  ../outside\n"},
        {"files.sha256": b"00  /outside\n"},
        {"files.sha256": b"00  C:\\outside\n"},
        {"files.sha256": b"00  absent\n"},
        {"files.sha256": b"nonsense\n"},
    ],
    ids=["content", "above", "absolute", "drive", "absent", "no list"],
)
def test_a_damaged_archive_is_told_and_leaves_nothing(change: dict[str, bytes], small: Path, cache: Path) -> None:
    rewritten(small, change)
    with pytest.raises(unpacked.Damaged), unpacked.unpacked(small):
        pytest.fail("unpacked all the same")
    assert list(cache.parent.glob("cache/*")) == []
    done = subprocess.run([sys.executable, str(small)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "Download the file again" in done.stderr and "Traceback" not in done.stderr


def test_an_older_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    main = LAUNCHER / "__main__.py"
    ast.parse(main.read_text(), feature_version=(3, 4))
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(main))
    assert ended.value.code == "concurrency-labs needs Python 3.11 or later; this is 3.10.4"

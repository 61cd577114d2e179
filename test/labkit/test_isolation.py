"""Files in the learner's folder have no say in how a run is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit_run import CALM, check

RIGHT = "def act():\n    return 'done'\n" + CALM
WRONG = "def act():\n    return 'wrong'\n" + CALM
PASS_ALL = """
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.outcome = "passed"
    call.excinfo = None
    return report
"""


@pytest.mark.parametrize(
    "extra",
    [
        {"conftest.py": PASS_ALL},
        {"conftest.py": "raise SystemExit(0)"},
        {"pytest.ini": "[pytest]\naddopts = --collect-only\n"},
        {"pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n"},
        {"sitecustomize.py": "import os; os._exit(0)"},
        {"usercustomize.py": "import os; os._exit(0)"},
        {"labkit/__init__.py": "raise SystemExit(0)", "labkit/__main__.py": "raise SystemExit(0)"},
        {"json.py": "raise SystemExit(0)", "pytest.py": "raise SystemExit(0)", "random.py": "raise SystemExit(0)"},
        {"test_act.py": "def test_acts():\n    pass\n"},
    ],
    ids=lambda extra: "+".join(extra),
)
def test_a_file_beside_the_learners_changes_no_verdict(tmp_path: Path, extra: dict[str, str]) -> None:
    run = check(tmp_path, {"act.py": WRONG, **extra})
    assert run.result("acts")["outcome"] == "failed"
    assert run.result("acts")["actual"] == "'wrong'"
    assert run.result("goes-on")["outcome"] == "passed"


@pytest.mark.parametrize(
    "name",
    ["queue.py", "random.py", "asyncio.py", "select.py", "types.py", "threading.py", "logging.py", "requests.py"],
)
def test_a_file_that_hides_a_module_is_named_with_the_import_and_hides_nothing(tmp_path: Path, name: str) -> None:
    module = name.removesuffix(".py")
    files = {"act.py": f"import os\nimport {module}\n" + RIGHT, name: "raise RuntimeError('hidden')\n"}
    run = check(tmp_path, files)
    assert run.code == 0
    assert [(one["level"], one["text"]) for one in run.all("note")] == [
        (
            "warning",
            f"{name} in your folder is named like a module of Python or of the lab. act.py:2 imports {module} and gets "
            f"that module, not your file. Rename {name}, for instance to my_{name}",
        )
    ]


def test_a_file_that_would_hide_a_module_nobody_imports_is_named_too(tmp_path: Path) -> None:
    run = check(tmp_path, {"act.py": RIGHT, "queue.py": "", "random/__init__.py": ""})
    assert [one["text"].partition(";")[2] for one in run.all("note")] == [
        " the checks ignore it. Rename queue.py, for instance to my_queue.py",
        " the checks ignore it. Rename random, for instance to my_random",
    ]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("from queue import helper\n" + RIGHT, 1),
        ("import queue\n\ndef act():\n    return queue.helper()\n" + CALM, 4),
    ],
    ids=["import", "attribute"],
)
def test_a_name_that_only_the_hidden_file_has_fails_with_what_to_rename(tmp_path: Path, source: str, line: int) -> None:
    result = check(tmp_path, {"act.py": source, "queue.py": "def helper():\n    return 'done'\n"}).result("acts")
    assert result["outcome"] == "failed"
    assert result["place"] == {"file": "act.py", "line": line}
    assert result["details"][0] == (
        "This queue is not the file in your folder, but the module of that name. "
        "Rename queue.py, for instance to my_queue.py."
    )


def test_nothing_is_written_into_the_learners_folder(tmp_path: Path) -> None:
    check(tmp_path, {"act.py": RIGHT})
    assert [one.name for one in (tmp_path / "work").iterdir()] == ["act.py"]

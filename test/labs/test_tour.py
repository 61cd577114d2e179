"""The tour tells a story on its page: the check has to tell the same one."""

from __future__ import annotations

from pathlib import Path

from labkit.course import find_lab
from labkit.verify.trial import trial

HERE = Path(__file__).resolve().parent


def test_the_starter_loses_the_money_that_the_page_tells_of() -> None:
    lab = find_lab("0.0", HERE.parents[1] / "labs")
    page = (lab.folder / "README.md").read_text("utf-8")
    assert "This morning it held 400." in page
    result = trial(lab, []).results["no-money-lost"]
    assert result["message"] == "100 + 1,200 + 300 euro is 1,600, and the account holds 400: 1,200 euro are lost"
    threads = [line.split()[0] for line in result["details"] if "tour_bank.py" in line]
    assert threads[:4] == ["bonus", "salary", "salary", "bonus"]

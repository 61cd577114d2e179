"""The judge's pytest plugin: picks the planned checks, hands out fixtures, turns ends into verdicts."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from labkit.check.brought import Brought
from labkit.check.learner_files import read_text
from labkit.check.outcome import Verdict, collect
from labkit.check.results import Results
from labkit.driver.subject import Subject
from labkit.events import Reporter
from labkit.lab import Check, Lab

if TYPE_CHECKING:
    from labkit.services.flakyweb import Web


class JudgePlugin:
    """One per run."""

    def __init__(
        self,
        lab: Lab,
        planned: Sequence[Check],
        subject: Subject,
        results: Results,
        reporter: Reporter,
        drain: Callable[[], None],
        after_check: Callable[[Check], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._lab = lab
        self._planned = {(str((lab.folder / one.file).resolve()), one.test): one for one in planned}
        self._order = [one.id for one in planned]
        self._subject = subject
        self._results = results
        self._reporter = reporter
        self._drain = drain
        self._after_check = after_check
        self._cancelled = cancelled

    @pytest.fixture
    def lab(self) -> Lab:
        return self._lab

    @pytest.fixture
    def subject(self) -> Subject:
        return self._subject

    @pytest.fixture
    def read_text(self) -> Callable[[str], str]:
        return partial(read_text, self._subject.names.work)

    @pytest.fixture
    def brought(self) -> Brought:
        return Brought(self._lab, self._subject)

    @pytest.fixture
    def web(self) -> Iterator[Web]:
        from labkit.services.flakyweb import Web

        with Web(idle=self._subject.settled, clients=self._subject.processes) as web:
            yield web

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if self._check(item) is not None]
        items[:] = sorted(wanted, key=lambda item: self._order.index(self._check(item).id))  # type: ignore[union-attr]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            text = str(report.longrepr).strip().splitlines()
            self._broken({str(report.nodeid): text[-1] if text else "unknown"})

    def _broken(self, found: dict[str, str]) -> None:
        for name, reason in found.items():
            for (file, _), check in self._planned.items():
                if Path(file).name == Path(name).name:
                    message = f"the lab's check file {check.file} cannot be used: {reason}. This is a fault of the lab"
                    self._results.finish(check, Verdict("inconclusive", message))

    def _check(self, item: pytest.Item) -> Check | None:
        return self._planned.get((str(Path(item.path).resolve()), getattr(item, "originalname", item.name)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        check = self._check(item)
        assert check is not None
        self._results.start(check)
        self._verdict: Verdict | None = None
        said = collect()
        result = yield
        verdict = self._verdict or Verdict("passed", said[-1] if said else check.title)
        if self._cancelled():
            verdict = Verdict("inconclusive", "cancelled")
            item.session.shouldstop = "cancelled"
        self._drain()  # what the check's calls printed belongs to the check
        self._results.finish(check, verdict)
        self._after_check(check)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        report = yield
        if call.excinfo is not None and self._verdict is None:
            self._verdict = self._explain(call.excinfo.value)
        return report

    def _explain(self, error: BaseException) -> Verdict:
        if isinstance(error, Verdict):
            return error
        if isinstance(error, AssertionError):
            return Verdict("failed", str(error) or "the check's assertion does not hold")
        frames = traceback.extract_tb(error.__traceback__)
        inside = [one for one in frames if Path(one.filename).is_relative_to(self._lab.folder)]
        where = f" at {Path(inside[-1].filename).name}:{inside[-1].lineno}" if inside else ""
        return Verdict(
            "inconclusive",
            f"the check itself broke{where}: {type(error).__name__}: {error}. This is a fault of the lab or the kit",
            details=[f"{Path(one.filename).name}:{one.lineno} in {one.name}" for one in frames[-6:]],
        )

"""A subject for the length of a run, and the certainty that nothing of it is left afterwards."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from labkit.cancellation import Cancellation
from labkit.course import work_files
from labkit.driver import wording
from labkit.driver.exploring import Tell
from labkit.driver.limits import Limits
from labkit.driver.output import Output, Sink
from labkit.driver.subject import Subject
from labkit.driver.tree import Tree, become_subreaper, hide_from_children
from labkit.driver.wording import Names
from labkit.events import Reporter
from labkit.lab import Lab


@contextlib.contextmanager
def open_subject(
    lab: Lab,
    work: Path,
    *,
    limits: Limits,
    sink: Sink,
    reporter: Reporter,
    cancelled: Cancellation,
    hidden: Mapping[str, str] | None = None,
    tell: Tell = lambda event, **fields: None,
) -> Iterator[tuple[Subject, Output]]:
    """Yields the subject, started, and its output. At the end every process of the run is killed.

    `hidden`: what to do about files named like a module (see `Names`). `tell` reports an event of the check that runs.
    Raises a `Verdict` where the machine has no room for a run.
    """
    # A host that started this run gives its own id, so that it can end what a killed judge leaves behind.
    tag = os.environ.pop("LABKIT_RUN", None) or secrets.token_hex(8)
    become_subreaper()
    hide_from_children()
    tree = Tree(tag)
    try:
        folder = Path(tempfile.mkdtemp(prefix="labkit-"))
    except OSError as error:
        raise wording.no_temporary_folder(error.strerror or str(error)) from None
    output = Output(sink, limits.output_kb << 10)
    subject = Subject(
        names=Names(work, work_files(lab), lab.packages, lab.optional_packages, hidden or {}),
        scenarios=lab.folder / "checks" / "scenarios",
        folder=folder,
        tag=tag,
        tree=tree,
        limits=limits,
        output=output,
        cancelled=cancelled,
        tell=tell,
    )
    cancelled.on_cancel(tree.kill)
    try:
        subject.prestart()
        yield subject, output
    finally:
        subject.close()
        left = tree.end()
        output.mark()
        shutil.rmtree(folder, ignore_errors=True)
        if left:
            text = f"processes of your program that could not be ended: {', '.join(map(str, left))}"
            reporter.emit("note", level="warning", text=text)

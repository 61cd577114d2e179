"""Deliverable D1 reads files that anything may stand in: samples, claims, charts, a report; broken or made up."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from labkit.check.learner_files import read_text
from labkit.check.outcome import Verdict, collect
from labkit.course import find_lab

LAB = find_lab("D1", Path(__file__).resolve().parents[2] / "labs")
SOLVED = LAB.folder / "solutions" / "element-tree"
MODULES = ("rows", "picture", "chart", "figures", "documents", "test_report")
Read = Callable[[str], str]


@pytest.fixture(scope="module")
def checks() -> Iterator[ModuleType]:
    """The check file of step 4, imported as the judge does."""
    folder = str(LAB.folder / "checks")
    kept = {name: sys.modules.pop(name, None) for name in MODULES}
    sys.path.insert(0, folder)
    try:
        yield importlib.import_module("test_report")
    finally:
        sys.path.remove(folder)
        for name, module in kept.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


def solved(**changed: str) -> Read:
    """Reads the solution's files, but for those in `changed`, by their name without folder and with `_` for a dot."""
    texts = {name.rpartition("/")[2].replace(".", "_"): name for name in LAB.files}
    other = {texts[name]: text for name, text in changed.items()}
    return lambda name: other[name] if name in other else (SOLVED / name).read_text("utf-8")


def said(check: Callable[[Read], None], read: Read) -> Verdict:
    """The verdict of a check that does not pass."""
    collect()
    with pytest.raises(Verdict) as raised:
        check(read)
    return raised.value


def samples() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SOLVED / "report" / "samples.json").read_text())
    return data


def claims() -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads((SOLVED / "report" / "claims.json").read_text())
    return data


def test_the_solution_passes(checks: ModuleType) -> None:
    collect()
    checks.test_the_samples_are_whole(solved())
    checks.test_every_claim_holds(solved())
    checks.test_charts_and_tables_show_these_samples(solved())
    checks.test_the_conclusions_are_written(solved())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "report/samples.json is not JSON: Expecting value, in line 1"),
        ('{"samples": [\n{"workload": "fare",', "report/samples.json is not JSON"),
        ("[]", "report/samples.json holds no samples"),
        ('"samples"', "report/samples.json holds no samples"),
        ('{"samples": {}}', "report/samples.json holds no samples"),
        ('{"samples": []}', "report/samples.json is not written yet"),
        ('{"samples": [NaN]}', "report/samples.json is not to be used: NaN is no number"),
        ('{"samples": [1e999]}', "report/samples.json is not to be used: 1e999 is too large a number"),
        ('{"samples": [], "samples": []}', "report/samples.json is not to be used: samples stands twice in one object"),
        ('{"samples": ' + "[" * 100_000, "report/samples.json is nested too deeply to be read"),
        ('{"samples": [' + "9" * 5000 + "]}", "report/samples.json is not to be used: "),
        ('{"samples": [{}]}', "report/samples.json does not say on which machine it was measured"),
    ],
)  # fmt: skip
def test_samples_that_are_none(checks: ModuleType, text: str, message: str) -> None:
    verdict = said(checks.test_the_samples_are_whole, solved(samples_json=text))
    assert verdict.outcome == "failed"
    assert verdict.message.startswith(message)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    data = samples()
    change(data)
    return json.dumps(data)


def rows(data: dict[str, Any], *key: object) -> list[dict[str, Any]]:
    return [one for one in data["samples"] if (one["workload"], one["model"], one["workers"]) == key]


def each(data: dict[str, Any], **values: object) -> None:
    for one in data["samples"]:
        one.update(values)


def drop(data: dict[str, Any], keep: Callable[[dict[str, Any]], bool]) -> None:
    data["samples"] = [one for one in data["samples"] if keep(one)]


def copied(data: dict[str, Any]) -> None:
    for one, other in zip(rows(data, "fare", "threads", 4), rows(data, "fare", "serial", 4), strict=True):
        one["seconds"] = other["seconds"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("machine"), "does not say on which machine it was measured"),
        (lambda data: data["machine"].pop("cores"), "does not say on which machine it was measured"),
        (lambda data: data.update(made="yesterday"), "was made at 'yesterday'"),
        (lambda data: data.update(made="2999-01-01T00:00:00+00:00"), "which is still to come"),
        (lambda data: data["samples"][3].pop("seconds"), "as sample 4"),
        (lambda data: data["samples"][3].update(colour="red"), "as sample 4"),
        (lambda data: data["samples"][3].update(seconds="0.5"), "has '0.5' as seconds"),
        (lambda data: data["samples"][3].update(workers=True), "has True as workers"),
        (lambda data: data["samples"][3].update(seconds=-0.5), "has a number that nothing measured"),
        (lambda data: data["samples"].append(data["samples"][0]), "twice"),
        (lambda data: data["samples"][3].update(items=96), "has samples of 24 and of 96 calls"),
        (lambda data: [one.update(items=12) for one in rows(data, "fare", "threads", 4)], "24 calls in"),
        (lambda data: drop(data, lambda one: one["round"] < 5), "has 5 samples of"),
        (lambda data: drop(data, lambda one: one["model"] != "asyncio"), "has no samples of asyncio 1 on fare"),
        (lambda data: drop(data, lambda one: one["workload"] != "seat"), "seat with too few numbers of workers: []"),
        (lambda data: drop(data, lambda one: one["workers"] == 4), "has fare with too few numbers of workers: [4]"),
        (lambda data: each(data, seconds=0.75), "has too few different times in 7 samples of"),
        (copied, "has the same times for"),
        (lambda data: [one.update(seconds=one["seconds"] / 3) for one in data["samples"]], "24 waits of 20 ms"),
    ],
)  # fmt: skip
def test_samples_that_nobody_measured(
    checks: ModuleType, change: Callable[[dict[str, Any]], object], message: str
) -> None:
    verdict = said(checks.test_the_samples_are_whole, solved(samples_json=changed(change)))
    assert verdict.outcome == "failed"
    assert message in verdict.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "report/claims.json is not JSON"),
        ("{}", "report/claims.json holds {}"),
        ("null", "report/claims.json holds None"),
        ("[]", "report/claims.json is not written yet"),
        ("[Infinity]", "report/claims.json is not to be used: Infinity is no number"),
        ("[[[]]]", "claim 1 of report/claims.json is [[]]"),
        ('[{"text": "x"}]', "claim 1 of report/claims.json is {'text': 'x'}"),
    ],
)
def test_claims_that_are_none(checks: ModuleType, text: str, message: str) -> None:
    verdict = said(checks.test_every_claim_holds, solved(claims_json=text))
    assert verdict.outcome == "failed"
    assert verdict.message.startswith(message)


@pytest.mark.parametrize(
    ("change", "message", "misconception"),
    [
        ({"winner": "threads"}, "is {'text'", None),
        ({"text": "faster"}, "has 'faster' as its text", None),
        ({"says": "much faster"}, "says 'much faster'", None),
        ({"says": ["faster"]}, "says ['faster']", None),
        ({"a": "threads"}, "has 'threads' as a", None),
        ({"a": ["seat", "threads", "4"]}, "has ['seat', 'threads', '4'] as a", None),
        ({"a": ["seat", "threads", True]}, "has ['seat', 'threads', True] as a", None),
        ({"b": ["fare", "serial", 4]}, "compares seat with fare: two workloads", None),
        ({"factor": 0.5}, "has the factor 0.5", None),
        ({"factor": "3"}, "has the factor '3'", None),
        ({"factor": True}, "has the factor True", None),
        ({"says": "no difference shown"}, "has the factor 3", None),
        ({"says": "slower"}, "claim 1 says that threads 4 on seat is slower by a factor of at least 3", "m1"),
        ({"factor": 3.9}, "claim 1 says that threads 4 on seat is faster by a factor of at least 3.9", "m2"),
        ({"b": ["seat", "asyncio", 4], "factor": 1}, "claim 1 says that threads 4 on seat is faster", "m2"),
        ({"a": ["seat", "threads", 3]}, "claim 1 is about threads 3 on seat, of which", "m7"),
    ],
)
def test_claims_that_samples_do_not_carry(
    checks: ModuleType, change: dict[str, Any], message: str, misconception: str | None
) -> None:
    first, *others = claims()
    text = json.dumps([{**first, **change}, *others], indent=1)
    verdict = said(checks.test_every_claim_holds, solved(claims_json=text))
    assert (verdict.outcome, verdict.misconception) == ("failed", misconception)
    assert message in verdict.message
    assert getattr(verdict.at, "file", None) == "report/claims.json"


def test_three_claims_about_one_pair_of_rows_are_one(checks: ModuleType) -> None:
    first = claims()[0]
    turned = {**first, "a": first["b"], "b": first["a"], "says": "slower"}
    verdict = said(checks.test_every_claim_holds, solved(claims_json=json.dumps([first, turned, first])))
    assert "has claims about too few pairs of rows: 1" in verdict.message


def test_the_place_of_a_claim_is_its_line(checks: ModuleType) -> None:
    listed = claims()
    listed[2]["factor"] = 1000
    text = json.dumps(listed, indent=2)
    verdict = said(checks.test_every_claim_holds, solved(claims_json=text))
    assert '"text": "Four processes' in text.splitlines()[getattr(verdict.at, "line", 0) - 1]


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "' + "a" * 60 + '">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + ']><svg xmlns="http://www.w3.org/2000/svg"><rect/>&i;</svg>'  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<rect", "report/charts/fare.svg is not XML"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><rect/>", "report/charts/fare.svg is not XML: no element found"),
        (LAUGHS, "report/charts/fare.svg has a DOCTYPE"),
        ('<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg><rect/></svg>', "report/charts/fare.svg has a DOCTYPE"),
        ("<svg><rect/></svg>", "report/charts/fare.svg begins with svg of another namespace"),
        ("<html><rect/></html>", "report/charts/fare.svg begins with html of another namespace"),
        ("<g>" * 60 + "<rect/>" + "</g>" * 60, "report/charts/fare.svg is nested more than 50 deep"),
        ("<rect/>" + "x" * (1 << 20), "report/charts/fare.svg is 1,048,583 characters long"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", "report/charts/fare.svg has no bar for"),
    ],
    ids=["cut", "open", "laughs", "system", "plain", "html", "deep", "long", "empty"],
)
def test_charts_that_are_none(checks: ModuleType, text: str, message: str) -> None:
    verdict = said(checks.test_charts_and_tables_show_these_samples, solved(fare_svg=text))
    assert verdict.outcome == "failed"
    assert verdict.message.startswith(message)


def edited(name: str, *pairs: tuple[str, str]) -> str:
    text = (SOLVED / name).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_chart_and_a_table_of_other_samples(checks: ModuleType) -> None:
    check = checks.test_charts_and_tables_show_these_samples
    seat = (SOLVED / "report/charts/seat.svg").read_text("utf-8")
    assert said(check, solved(fare_svg=seat)).misconception == "m3"
    verdict = said(check, solved(report_md=edited("report/report.md", ("| 0.925 |", "| 0.125 |"))))
    assert (verdict.misconception, verdict.expected, verdict.actual) == ("m5", "0.925", "0.125")
    verdict = said(check, solved(report_md=edited("report/report.md", ("charts/fare.svg", "charts/other.svg"))))
    assert "does not show charts/fare.svg" in verdict.message
    verdict = said(check, solved(report_md=edited("report/report.md", ("### fare", "### fares of another day"))))
    assert "has no table of fare" in verdict.message
    other = [{**claims()[0], "text": "Another sentence about the same two rows."}]
    verdict = said(check, solved(claims_json=json.dumps(other)))
    assert "does not list claim 1" in verdict.message
    drawn = edited("report/charts/fare.svg", ('width="64.00" height="', 'width="64.00" height="nan'))
    assert "not a number" in said(check, solved(fare_svg=drawn)).message


@pytest.mark.parametrize("mark", ["<!-- compare: tables -->", "<!-- /compare: claims -->"])
def test_a_report_that_lost_a_mark(checks: ModuleType, mark: str) -> None:
    text = edited("report/report.md", (mark, ""))
    for check in (checks.test_charts_and_tables_show_these_samples, checks.test_the_conclusions_are_written):
        assert "report/report.md has lost its marks" in said(check, solved(report_md=text)).message


def test_a_report_without_its_own_words(checks: ModuleType) -> None:
    starter = (LAB.starter / "report" / "report.md").read_text("utf-8")
    assert said(checks.test_the_conclusions_are_written, solved(report_md=starter)).message == (
        "Reading in report/report.md is not written yet"
    )
    few = edited("report/report.md", ("## Causes\n", "## Causes\n\nThe GIL.\n\n## Other\n"))
    assert said(checks.test_the_conclusions_are_written, solved(report_md=few)).message == (
        "Causes in report/report.md has 2 words"
    )
    gone = edited("report/report.md", ("## Recommendations\n", ""))
    assert (
        "has no heading ## Recommendations"
        in said(checks.test_the_conclusions_are_written, solved(report_md=gone)).message
    )


@pytest.mark.parametrize(
    "name", ["report/report.md", "report/claims.json", "report/samples.json", "report/charts/fare.svg"]
)
def test_what_stands_in_the_place_of_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)

    def read() -> Verdict:
        with pytest.raises(Verdict) as raised:
            read_text(tmp_path, name)
        return raised.value

    assert (read().outcome, read().message) == ("setup", f"{name} is not in {path.parent}")
    path.write_bytes("word".encode("utf-16"))
    assert (read().outcome, read().message) == ("failed", f"{name} is saved as UTF-16")
    path.write_bytes(b"\n\xe4\n")
    assert (read().outcome, read().message, getattr(read().at, "line", 0)) == ("failed", f"{name} is not UTF-8 text", 2)
    path.write_bytes(b"a\0b")
    assert read().message == f"{name} contains a null byte in line 1"
    path.write_bytes(b"[" * (10 << 20))
    assert (read().outcome, read().message) == ("failed", f"{name} is larger than 1 MB")
    path.write_bytes(b"\xef\xbb\xbfword")
    assert read_text(tmp_path, name) == "word"
    path.unlink()
    path.mkdir()
    assert (read().outcome, read().message) == ("setup", f"{name} is a folder")
    if hasattr(os, "mkfifo"):
        path.rmdir()
        os.mkfifo(path)
        assert (read().outcome, read().message) == ("setup", f"{name} is no regular file")
        path.unlink()
        path.symlink_to(tmp_path / "nowhere")
        assert read().message == f"{name} is a link to {tmp_path / 'nowhere'}, which does not exist"

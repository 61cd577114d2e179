"""Step 3: does the picture show the samples, and does the table say the same?"""

import secrets
from random import Random

from chart import judge_chart
from figures import judge_table
from labkit.testing import Subject, expect, fail, show, shown
from picture import NotAPicture, read_picture
from rows import Row, matrix, mixed


def test_the_chart_shows_the_samples(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    for _ in range(3):
        rows = _rows(rng, ["fare", "seat"])
        samples = mixed(rng, rows)
        for workload in ("fare", "seat"):
            text = _drawn(subject, samples, workload)
            own = [one for one in rows if one.key[0] == workload]
            others = [one for one in rows if one.key[0] != workload]
            judge_chart(f'draw(samples, "{workload}")', text, own, others, "draw")
    shown("bars from zero on one scale, and each interval on it, for samples made up a moment ago")


def test_the_chart_is_a_document_with_a_title(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    for workload in ("fare", 'R&D <"night" jobs>', "Fahrgäste – ночь"):
        rows = matrix(rng, [workload])
        what = f"draw(samples, {workload!r})"
        try:
            root = read_picture(_drawn(subject, mixed(rng, rows), workload))
        except NotAPicture as error:
            fail(f"{what} {error}", misconception="m8" if "not XML" in str(error) else None, at="draw")
        first = [(one.name, one.text.strip()) for one in root.children[:2]]
        expect(
            [name for name, _ in first] == ["title", "desc"] and workload in first[0][1] and first[1][1] != "",
            f"{what} begins with {', '.join(name for name, _ in first) or 'nothing'}"
            + (f", and its title is {first[0][1]!r}" if first else ""),
            expected=f"a title that names {workload!r}, then a desc",
            actual=show(first, 200),
            at="draw",
            details=["A screen reader says the title and the description; it does not see the bars."],
        )
        words = " ".join(one.text for one in root.all() if one.name == "text")
        for model in sorted({one.key[1] for one in rows}):
            expect(model in words, f"{what} has no text that names {model}", actual=show(words, 200), at="draw")
        units = {one for part in words.split() for one in (part, part.rstrip("])").lstrip("[("))}
        expect(
            bool(units & {"s", "seconds"})
            or any(one[:-1].replace(".", "").isdigit() for one in units if one[-1:] == "s"),
            f"{what} has no text that names the unit",
            expected="s, in a text",
            actual=show(words, 200),
            at="draw",
        )
    shown("an SVG with title, description, models and unit, whatever the workload is called")


def test_the_table_has_the_same_figures(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    for _ in range(3):
        rows = _rows(rng, ["fare", "seat"])
        samples = mixed(rng, rows)
        for workload in ("fare", "seat"):
            text = subject.call("scenario:shown", "table", samples, workload, called="table")
            what = f'table(samples, "{workload}")'
            expect(isinstance(text, str), f"{what} gave {show(text, 80)}", expected="text", at="table")
            judge_table(what, text, [one for one in rows if one.key[0] == workload], "table")
    shown("median, interval and number of samples of every row, for samples made up a moment ago")


def _rows(rng: Random, workloads: list[str]) -> list[Row]:
    """Rows of two workloads with the same models and workers; of one row there are too few samples."""
    first = matrix(rng, workloads[:1])
    shared = [one.key for one in first]
    centres = rng.sample(range(6, 30), len(shared))
    second = [
        Row((workloads[1], *key[1:]), tuple(one * centre / 10 for one in row.times))
        for key, row, centre in zip(shared, first, centres, strict=True)
    ]
    cut = rng.randrange(len(first))
    first[cut] = Row(first[cut].key, first[cut].times[:5])
    return [*first, *second]


def _drawn(subject: Subject, samples: list[tuple[str, str, int, int, int, float]], workload: str) -> str:
    text = subject.call("scenario:shown", "draw", samples, workload, called="draw")
    expect(isinstance(text, str), f"draw gave {show(text, 80)}", expected="the text of an SVG", at="draw")
    assert isinstance(text, str)
    return text

"""Rules of `lab.json`: those of `src/contract/lab.ts`, read by the same golden files."""

from __future__ import annotations

from typing import Any

from labkit.schema.rules import Rule, boolean, fields, items, number, one_of, text, variant

LANE_STATES = ("absent", "running", "waiting")
PROOF_KINDS = ("explore", "loop", "gate", "journal", "counter", "oracle", "bench", "static")

sentence = text(filled=True)
positive = number(least=1, whole=True)
lab_id = text(r"^(\d{1,2}\.\d{1,2}|[DP]\d{1,2})\Z", "not a lab id such as 1.2, D1 or P5")
slug = text(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", "not a slug such as input-order")
relative_path = text(r"^(?!/)(?!.*(?:^|/)\.\.(?:/|\Z))(?!.*\\)[^\0:]+\Z", "not a relative path inside the folder")
package = text(r"^[a-z0-9][a-z0-9._-]*\Z", "not a package name")
practice = text(r"^BP\d{1,2}\.\d\Z", "not a practice such as BP1.1")

_check = fields(
    {
        "id": slug,
        "step": positive,
        "title": sentence,
        "file": relative_path,
        "test": text(r"^test_[a-z0-9_]+\Z", "not a test function such as test_order"),
        "target": text(r"^[^:]+\.py:[A-Za-z_][A-Za-z0-9_.]*\Z", "not FILE.py:symbol"),
        "proof": items(one_of(*PROOF_KINDS), least=1),
    }
)
_step = fields({"title": sentence, "goal": sentence, "core": boolean})
_point = fields({"variant": slug, "x": number()})
_question: dict[str, Rule] = {"id": slug, "question": sentence}
_bench = fields(
    {
        "title": sentence,
        "workload": sentence,
        "x": fields({"label": sentence, "unit": text(), "values": items(number(), least=1), "log": boolean}),
        "metrics": items(fields({"id": slug, "label": sentence, "unit": text()}, {"method": sentence}), least=1),
        "variants": items(
            fields(
                {"id": slug, "label": sentence},
                {"recorded": fields({"file": relative_path, "on": sentence}), "lab": lab_id},
            ),
            least=1,
        ),
        "rounds": positive,
        "warmup": number(least=0, whole=True),
        "predictions": items(
            variant(
                "kind",
                {
                    "curve": fields(
                        {**_question, "kind": one_of("curve"), "metric": slug, "at": items(number(), least=1)},
                        {"variant": slug},
                    ),
                    "x": fields({**_question, "kind": one_of("x")}),
                },
            ),
            least=1,
        ),
        "comparisons": items(fields({"id": slug, "label": sentence, "metric": slug, "base": _point, "other": _point})),
        "notice": sentence,
    }
)
_timeline = fields(
    {
        "id": slug,
        "title": sentence,
        "file": relative_path,
        "slots": positive,
        "lanes": items(sentence, least=1),
        "recorded": items(items(one_of(*LANE_STATES))),
        "notice": sentence,
    }
)
_lab = fields(
    {
        "version": one_of(1),
        "id": lab_id,
        "title": sentence,
        "summary": sentence,
        "sources": items(one_of("000", "001", "002", "003", "004", "new"), least=1),
        "minutes": positive,
        "coreMinutes": positive,
        "difficulty": one_of(1, 2, 3),
        "after": items(lab_id),
        "python": text(r"^3\.\d{1,2}\Z", "not a Python version such as 3.11"),
        "packages": items(package),
        "paths": items(one_of("A", "B", "C")),
        "goals": items(sentence, least=1),
        "files": items(relative_path, least=1),
        "visible": items(relative_path),
        "steps": items(_step, least=1),
        "checks": items(_check, least=1),
        "practices": items(practice),
    },
    {
        "$schema": text(),
        "optionalPackages": items(package),
        "brings": items(lab_id, least=1),
        "bench": _bench,
        "timelines": items(_timeline, least=1),
        "next": lab_id,
    },
)


def faults(data: Any) -> list[str]:
    """What is wrong with the content of a `lab.json`; empty when it is valid."""
    return list(_lab(data, ""))

"""The result of a verification as JUnit XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from labkit.verify.fault import Fault


def write_junit(path: Path, results: dict[str, list[Fault]], seconds: dict[str, float]) -> None:
    """One test case a part of a lab, named `<lab> <part>`."""
    failures = sum(bool(faults) for faults in results.values())
    suite = ET.Element("testsuite", name="labkit verify", tests=str(len(results)), failures=str(failures))
    for name, faults in results.items():
        lab, _, part = name.partition(" ")
        case = ET.SubElement(suite, "testcase", classname=lab, name=part, time=f"{seconds.get(name, 0):.3f}")
        if faults:
            failure = ET.SubElement(case, "failure", message=_clean(str(faults[0])))
            failure.text = _clean("\n".join(map(str, faults)))
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _clean(text: str) -> str:
    """XML knows no control characters besides these three."""
    return "".join(one if one in "\t\n\r" or one >= " " else "?" for one in text)

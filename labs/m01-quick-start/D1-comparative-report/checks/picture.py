"""An SVG of the learner's, read as a document: no entity is expanded, nothing is drawn, and sizes are bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
LARGEST = 1 << 20
"""Characters of a picture that are read."""
DEEPEST = 50
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\Z", re.ASCII)


class NotAPicture(Exception):
    """The text is no SVG that can be read; says why, as a clause that follows its name."""


@dataclass
class Element:
    """A part of the document. `name`: without namespace only if that is SVG. `text`: all that stands in it."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self) -> Iterator[Element]:
        yield self
        for one in self.children:
            yield from one.all()

    def number(self, name: str) -> float:
        """The attribute as a number; a missing one is 0, as in SVG. Raises `NotAPicture`."""
        value = self.attributes.get(name, "0").strip()
        if not _NUMBER.match(value):
            raise NotAPicture(f"has a {self.name} in line {self.line} whose {name} is {value[:40]!r}: not a number")
        return float(value)


def read_picture(text: str) -> Element:
    """The root of the document. Raises `NotAPicture`."""
    if len(text) > LARGEST:
        raise NotAPicture(f"is {len(text):,} characters long; a chart has some thousands")
    parser = expat.ParserCreate(namespace_separator=" ")
    roots: list[Element] = []
    inside: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(inside) >= DEEPEST:
            raise NotAPicture(f"is nested more than {DEEPEST} deep")
        own = name.startswith(f"{SVG} ")
        known = name.removeprefix(f"{SVG} ") if own else f"{name} of another namespace"
        element = Element(known, attributes, parser.CurrentLineNumber)
        (inside[-1].children if inside else roots).append(element)
        inside.append(element)

    def end(_: str) -> None:
        inside.pop()

    def data(more: str) -> None:
        for one in inside:
            one.text += more

    def refuse(*_: object) -> None:
        raise NotAPicture("has a DOCTYPE: a chart needs none, and entities are not read")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise NotAPicture(f"is not XML: {expat.ErrorString(error.code)}, in line {error.lineno}") from None
    except UnicodeEncodeError:
        raise NotAPicture("has characters that cannot be written to a file") from None
    root = roots[0]
    if root.name != "svg":
        raise NotAPicture(f"begins with {root.name[:80]}, not with svg of the namespace {SVG}")
    return root

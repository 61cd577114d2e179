"""What a person reads in a terminal while a check searches, and in a file."""

from __future__ import annotations

import io

from labkit.human import Human


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def tell(stream: io.StringIO) -> str:
    human = Human(stream)
    human.emit("plan", checks=[{"id": "kept", "step": 1, "title": "Nothing is lost"}], points=0)
    human.emit("schedule-progress", check="kept", schedules=1200, limit=4000)
    human.emit("check-finished", check="kept", outcome="passed", message="proved", details=[], seconds=1.0)
    return stream.getvalue()


def test_a_terminal_shows_how_far_a_search_is_and_takes_the_line_back() -> None:
    assert "\r\x1b[K  1,200 of 4,000 schedules tried\r\x1b[K" in tell(Terminal())


def test_a_file_gets_no_fleeting_lines() -> None:
    assert "schedules tried" not in tell(io.StringIO())
    assert "\r" not in tell(io.StringIO())

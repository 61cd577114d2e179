"""How one schedule ended."""

from __future__ import annotations

from dataclasses import dataclass, field


class Abandoned(BaseException):
    """Unwinds a thread whose schedule is over. Raised again at each later point, for code that swallows it."""


class Cancelled(Exception):
    """Somebody asked the search to end."""


class Uncontrolled(Exception):
    """The program did something the scheduler cannot order: a process, a socket, a thread made elsewhere."""


@dataclass(frozen=True)
class Blocked:
    """A thread that waits for ever."""

    thread: str
    op: str
    object: str
    held_by: str | None
    file: str
    line: int
    source: str

    @property
    def waits(self) -> str:
        if self.op == "join":
            return f"waits for {self.object} to end"
        held = f", held by {self.held_by}" if self.held_by and self.held_by != self.thread else ""
        return f"waits for {self.object or self.op}{held}"

    @property
    def words(self) -> str:
        return f"{self.thread} {self.waits}" + (", held by itself" if self.held_by == self.thread else "")


@dataclass(frozen=True)
class Outcome:
    """`form` is None for a schedule that ended well; `uncontrolled` and `diverged` are no verdicts."""

    form: str | None = None
    message: str = ""
    thread: int = 0
    blocked: tuple[Blocked, ...] = field(default=(), compare=False)
    frames: tuple[tuple[str, int, str], ...] = field(default=(), compare=False)
    """File, line and function that an exception went through, outermost first."""
    judged: bool = False
    """The program ended well; the judge of its result objects."""

    @property
    def failed(self) -> bool:
        return self.form in ("assertion", "exception", "deadlock", "livelock", "leak")


FINE = Outcome()
REDUNDANT = Outcome(message="equal to a schedule that was run already")

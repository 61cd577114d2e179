"""Errors that end a whole command. What a single check has to say is a `Verdict` (`labkit.check.outcome`)."""


class SetupError(Exception):
    """The command cannot run as asked: no such lab, broken `lab.json`, missing package. Exit code 2."""


class LabkitBug(Exception):
    """The kit broke one of its own rules. Never the learner's fault, never a pass."""

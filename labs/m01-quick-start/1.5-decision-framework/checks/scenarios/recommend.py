"""Asks the learner's function many questions and hands back what it says, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import decide


def scenario(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One answer a question: the parts of the recommendation, or the exception. A stub's NotImplementedError leaves."""
    return [_answer(question) for question in questions]


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    try:
        env = {} if question["env"] is None else {"env": decide.Environment(**question["env"])}
        given = decide.choose_concurrency_model(*question["inputs"], **env)
    except NotImplementedError:
        raise
    except Exception as error:
        return {"raised": error, "is_value_error": isinstance(error, ValueError), "line": _line(error)}
    if not isinstance(given, decide.Recommendation):
        return {"instead": type(given).__name__}
    rejected = given.rejected
    return {
        "model": given.model,
        "reasons": given.reasons,
        "rejected": dict(rejected) if isinstance(rejected, Mapping) else rejected,
    }


def _line(error: Exception) -> int | None:
    """The last line of the learner's file the exception passed through."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == decide.__file__:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line

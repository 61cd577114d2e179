"""Hands counts to the learner's `classify`."""

from typing import Any

import overlap


def scenario(max_in_progress: int, max_running: int) -> Any:
    return overlap.classify(overlap.Profile(max_in_progress=max_in_progress, max_running=max_running))

"""Hands measurements to the learner's `speedups`."""

from typing import Any

import gil_probe


def scenario(measured: list[tuple[str, int, int, float]]) -> Any:
    return gil_probe.speedups({one[0]: gil_probe.Stats(*one) for one in measured})

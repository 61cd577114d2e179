"""Asks the learner's `holds` about claims."""

from typing import Any

import bench_models
import compare


def scenario(asked: list[tuple[dict[str, Any], list[tuple[str, str, int, int, int, float]]]]) -> list[Any]:
    """Each entry: a claim's fields, and samples. The answers; in place of one, how it was refused."""
    found: list[Any] = []
    for claim, samples in asked:
        try:
            found.append(compare.holds(compare.Claim(**claim), [bench_models.Sample(*one) for one in samples]))
        except NotImplementedError:
            raise
        except Exception as error:
            found.append({"raised": [one.__name__ for one in type(error).__mro__], "message": str(error)})
    return found

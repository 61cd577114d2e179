# /// mutant
# check = ["answer-is-a-result", "requests-overlap", "each-url-once"]
# note = "no request is sent at all"
# ///
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    return CheckResult(url, 200, None, 0.1)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    return [check_url(url, timeout=timeout) for url in urls]

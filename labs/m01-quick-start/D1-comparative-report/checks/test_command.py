"""Step 1: who is asked when a model is named? Stand-ins take the place of your three checkers and note it."""

import re
import secrets
from typing import Any

from labkit.testing import Lab, Record, Subject, Web, expect, expect_equal, fail, setup_problem, show, shown

OWN = {"threads": "checker_threads", "processes": "checker_procs", "asyncio": "checker_async"}


def test_each_model_asks_its_own_checker(subject: Subject) -> None:
    urls = [f"http://127.0.0.1:9/{secrets.token_hex(4)}" for _ in range(5)]
    answers: dict[str, tuple[Any, Any, float]] = {
        one: (None, "refused", number / 8) if number == 2 else (200 + number, None, number / 8)
        for number, one in enumerate(urls)
    }
    at_once, timeout = secrets.randbelow(90) + 10, (secrets.randbelow(90) + 10) / 16
    calls = [(urls, model, {"at_once": at_once, "timeout": timeout}) for model in OWN]
    found = subject.call("scenario:asked", calls, answers, called="check_all")
    for (_, model, _), (given, asked) in zip(calls, found, strict=True):
        what = f'check_all(urls, "{model}")'
        if isinstance(given, dict):
            fail(f"{what} raised {given['raised'][0]}: {given['message']}"[:300], at="check_all")
        modules = [one[0] for one in asked]
        expect(
            modules == [OWN[model]],
            f"{what} asked {' and '.join(modules) or 'none of the three checkers'}",
            misconception="m4" if modules and set(modules) != {OWN[model]} else None,
            expected=f"{OWN[model]}, once with all URLs",
            actual=f"{show(modules, 120)}",
            at="check_all",
        )
        _, got, options = asked[0]
        expect_equal(got, urls, f"the URLs that {what} handed on", at="check_all")
        expect(
            options == {"at_once": at_once, "timeout": timeout},
            f"{what[:-1]}, at_once={at_once}, timeout={timeout}) had {OWN[model]} work with {options}",
            misconception="m6",
            expected=f"at_once={at_once}, timeout={timeout}",
            actual=", ".join(f"{name}={value!r}" for name, value in options.items()),
            at="check_all",
        )
        _right_results(what, given, urls, answers)
    shown("threads, processes and asyncio each asked their own checker, with its limits, and gave one shape of result")


def _right_results(what: str, given: object, urls: list[str], answers: dict[str, tuple[Any, Any, float]]) -> None:
    expect(isinstance(given, list), f"{what} gave {show(given, 120)}", expected="a list of Result", at="check_all")
    assert isinstance(given, list)
    kinds = sorted({one.type if isinstance(one, Record) else type(one).__name__ for one in given})
    expect(
        kinds == ["Result"],
        f"{what} gave {' and '.join(kinds) or 'no results'}",
        expected="Result",
        actual=" and ".join(kinds),
        at="check_all",
        details=["Each checker has a CheckResult of its own: who compares them wants one shape for all."],
    )
    fields = [tuple(one.fields[name] for name in ("url", "status", "error", "elapsed")) for one in given]
    expect_equal(fields, [(one, *answers[one]) for one in urls], f"the results of {what}", at="check_all")


def test_an_unknown_model_is_refused(subject: Subject) -> None:
    wrong = [secrets.token_hex(3), "thread", "Asyncio", ""]
    calls = [(["http://127.0.0.1:9/"], one, {}) for one in wrong]
    answers = {"http://127.0.0.1:9/": (200, None, 0.5)}
    for model, (given, asked) in zip(
        wrong, subject.call("scenario:asked", calls, answers, called="check_all"), strict=True
    ):
        what = f"check_all(urls, {model!r})"
        expect(
            not asked and isinstance(given, dict),
            f"{what} asked {asked[0][0]}" if asked else f"{what} gave {show(given, 80)}",
            misconception="m4" if asked else None,
            expected="ValueError",
            at="check_all",
        )
        expect(
            "ValueError" in given["raised"] and "KeyError" not in given["raised"],
            f"{what} raised {given['raised'][0]}",
            expected="ValueError",
            actual=given["raised"][0],
            at="check_all",
        )
        missing = [one for one in OWN if one not in given["message"]]
        expect(
            not missing,
            f"{what} raised ValueError({given['message']!r}), which does not name {' and '.join(missing)}"[:300],
            expected=f"a message that names {', '.join(OWN)}",
            at="check_all",
            details=["Who mistyped a model wants to read the three that there are."],
        )
    shown(f"{len(wrong)} names that are no model were refused, with the three that are")


def test_the_command_works_with_every_model(subject: Subject, web: Web, lab: Lab) -> None:
    for model in OWN:
        token = secrets.token_hex(4)
        urls = [web.url(f"/status/{code}?{model}-{token}") for code in (200, 404, 503)]
        command = ["check", "--model", model, "--at-once", "2", *urls]
        done = subject.run("compare.py", *command)
        what = f"compare.py check --model {model}"
        _all_there(lab, done.stderr)
        if "NotImplementedError" in done.stderr:
            where = "check_all" if "in check_all" in done.stderr else "a function"
            fail(f"{where} is not written yet", at="check_all")
        expect(
            done.code == 0,
            f"{what} ended with exit code {done.code}",
            actual=done.stderr.strip()[-300:],
            at="main",
            details=done.stderr.strip().splitlines()[-3:],
        )
        lines = done.stdout.splitlines()
        for url, code in zip(urls, (200, 404, 503), strict=True):
            expect(
                any(url in line and str(code) in line for line in lines),
                f"{what} printed no line with {code} for {url}",
                actual=show(done.stdout, 300),
                at="main",
            )
        seen = [one.target for one in web.journal.requests if token in one.target]
        expect(
            sorted(seen) == sorted(one.removeprefix(web.base) for one in urls),
            f"{what} with 3 URLs sent {len(seen)} requests",
            expected="each URL once",
            actual=show(sorted(seen), 300),
            at="check_all",
        )
    shown("the command checked three URLs with each of the three checkers, each of them once")


def _all_there(lab: Lab, errors: str) -> None:
    """A package or a brought file that is not there is no fault of compare.py."""
    missing = re.search(r"ModuleNotFoundError: No module named '(\w+)", errors)
    if missing is None:
        return
    if missing[1] in lab.packages:
        setup_problem(f"the package {missing[1]} that this lab needs is not installed")
    if missing[1] in (*OWN.values(), "bench_models"):
        setup_problem(
            f"compare.py imports {missing[1]}.py, which is not in its folder: open the lab again to get it back"
        )

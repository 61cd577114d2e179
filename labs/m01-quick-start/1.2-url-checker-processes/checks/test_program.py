"""Step 3: the file run as a program, where its workers import it a second time."""

from collections import Counter

from labkit.testing import Subject, Web, expect, fail, shown

FILE = "checker_procs.py"


def test_the_file_runs_as_a_program(subject: Subject, web: Web) -> None:
    paths = [f"/status/{(200, 404)[n % 2]}?page={n}" for n in range(6)]
    urls = [web.url(path) for path in paths]
    finished = subject.run(FILE, *urls, limit=30.0, hang="m3")
    requests = web.journal.requests
    restarted = "bootstrapping phase" in finished.stderr or "daemonic processes" in finished.stderr
    last = finished.stderr.strip().splitlines()[-1:]
    if restarted or (finished.code != 0 and "freeze_support" in finished.stderr):
        fail(
            f"run as a program, {FILE} starts itself again in its workers, and they die",
            misconception="m3",
            expected="the script part runs in the first process only",
            actual=last[0] if last else f"exit code {finished.code}",
            at="main",
            details=["Under spawn, each worker imports the file, and everything at its top level runs there."],
        )
    expect(
        finished.code == 0,
        f"run as a program, {FILE} ended with exit code {finished.code}",
        expected="0",
        actual=str(finished.code),
        at="main",
        details=finished.stderr.strip().splitlines()[-12:],
    )
    if not requests and not finished.stdout.strip():
        fail(
            f"the script part of {FILE} is not written yet",
            expected=f"{len(urls)} requests, and a line for each URL",
            actual="no request and no output",
            at="main",
            details=["When the file is run as a program, it has to call main(sys.argv[1:])."],
        )
    sent = Counter(one.target for one in requests)
    expect(
        sent == Counter(paths),
        f"run as a program, {FILE} does not send each request once",
        misconception="m3" if sum(sent.values()) > len(paths) else None,
        expected=", ".join(f"{path}: 1" for path in paths),
        actual=", ".join(f"{path}: {times}" for path, times in sorted(sent.items())),
        at="main",
    )
    missing = [url for url in urls if url not in finished.stdout]
    expect(
        not missing,
        f"run as a program, {FILE} printed nothing about {len(missing)} of {len(urls)} URLs",
        expected="a line for each URL",
        actual=finished.stdout[:300] or "no output",
        at="main",
    )
    shown(f"run as a program under spawn, the file checked and printed {len(urls)} URLs, each once")

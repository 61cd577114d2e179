/** Lab and results pages in the states a learner meets. */
import type { CheckView, LabPageState, ResultsPageState, StepView } from "../../../src/contract/pages";

export const failing: CheckView = {
  id: "requests-overlap",
  title: "Requests are in flight at the same time",
  proof: ["gate"],
  status: "failed",
  result: {
    check: "requests-overlap",
    outcome: "failed",
    seconds: 0.42,
    message: "check_all(workers=4) had 1 of 4 requests in flight at once.",
    details: [
      "  #  route            arrived   in flight",
      "  1  /gate/overlap/0   0.004 s           1",
      "     (held: the server waits for 3 more)",
      "     MainThread stands on checker_threads.py:31, in result()",
    ],
    expected: "4",
    actual: "1",
    place: { file: "checker_threads.py", line: 31 },
    misconception: {
      key: "1.1/m1",
      title: "submit(...).result() inside the loop",
      feedback:
        "`result()` waits for the future it is called on. Called inside the loop, it waits for the first request before the second is submitted, so the pool never has more than one thing to do. Submit all of them first, then collect.",
    },
  },
};

export const raising: CheckView = {
  id: "failure-is-a-result",
  title: "Every failure is a result, and no exception leaves check_url",
  proof: ["oracle"],
  status: "failed",
  result: {
    check: "failure-is-a-result",
    outcome: "failed",
    seconds: 0.08,
    message: "check_url raised ConnectionError for a refused connection; a CheckResult was expected.",
    details: Array.from({ length: 23 }, (_, line) => `line ${line + 1} of the report`),
    expected: "CheckResult(\n  status=None,\n  error='connection refused',\n)",
    actual: "Raised(\n  ConnectionError,\n  error='connection refused',\n)",
    trace: [
      { file: "checker_threads.py", line: 40, function: "check_all" },
      { file: "checker_threads.py", line: 22, function: "check_url" },
    ],
  },
};

function passed(id: string, title: string, proof: string[], message: string): CheckView {
  return { id, title, proof, status: "passed", result: { check: id, outcome: "passed", seconds: 0.2, message, details: [] } };
}

export const steps: StepView[] = [
  {
    number: 1,
    title: "Overlap the waits with threading.Thread",
    goal: "All requests wait at the same time, and every URL gets exactly one result, in its place.",
    core: true,
    status: "failed",
    checks: [
      passed(
        "answer-is-a-result",
        "Every answer is a result, 404 and 500 included",
        ["oracle", "journal"],
        "6 status codes came back as results, 404 and 500 among them.",
      ),
      failing,
      raising,
    ],
  },
  {
    number: 2,
    title: "Bound them with ThreadPoolExecutor",
    goal: "Exactly as many requests as there are workers are in flight, and nothing is left when check_all returns.",
    core: false,
    status: "notRun",
    checks: [
      {
        id: "workers-bound",
        title: "Exactly `workers` requests are in flight, not one more",
        proof: ["gate", "journal"],
        status: "notRun",
      },
      {
        id: "nothing-left",
        title: "No thread and no connection is left behind",
        proof: ["counter"],
        status: "inconclusive",
        result: {
          check: "nothing-left",
          outcome: "inconclusive",
          seconds: 3,
          message: "Not decided: the number of connections kept changing for 3 s.",
          details: [],
        },
      },
    ],
  },
];

const markdown = `Before each release, a team checks the 100 links in its documentation. The script asks for them one after the other, and each answer takes
about a tenth of a second: ten seconds, of which the processor works for less than half of one. Last Friday one server accepted the connection and never answered.

You write the checker that does not do this: many links at a time, a limit on every wait, and a result for every link whatever happens to it.

## What waits, and what works

Five links, the same answers, drawn on one time axis.

\`\`\`text
one after the other
  main      |a....|b.........|c..|d.......|e.....|
                                                 ^ all five known
two workers
  worker 1  |a....|c..|d.......|
  worker 2  |b.........|e.....|
                              ^ all five known
\`\`\`

Three words are used exactly. A request is **in flight** from the moment the server has it until it is answered; see [\`threading\`](https://docs.python.org/3/library/threading.html).

| model | waits | computes |
| --- | --- | --- |
| threads | overlap | take turns |
| processes | overlap | overlap |

## Step 1: overlap the waits with \`threading.Thread\`

\`\`\`python
@dataclass(frozen=True)
class CheckResult:
    """One URL and what became of it."""

    url: str
    status: int | None = None  # None when no answer came


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = [pool.submit(check_url, url, timeout=timeout) for url in urls]
    return [future.result() for future in futures if f"{future}" != 'x']
\`\`\`

![Requests of two workers on a time axis](media/two-workers.svg)

## Further reading

- [\`concurrent.futures\`](https://docs.python.org/3/library/concurrent.futures.html)
`;

export const lab: LabPageState = {
  page: "lab",
  lab: {
    id: "1.1",
    title: "URL Checker with Threading",
    summary: "A nightly link check takes ten seconds to wait for 100 answers.",
    minutes: 45,
    coreMinutes: 25,
    goals: ["Overlap network waits with threads"],
    files: ["checker_threads.py"],
    python: "3.11",
    packages: ["requests"],
  },
  after: [
    { id: "1.7", title: "Concurrency vs parallelism: predict, then run", passed: true, shipped: true },
    { id: "2.0", title: "Thread lifecycle", passed: false, shipped: false },
  ],
  markdown,
  status: "failed",
  steps,
  hints: {
    total: 4,
    opened: ["**Where does the loop wait?**\n\nLook at the line the message names. Which call on it does not come back at once?"],
  },
  solutions: { allowed: false, names: [] },
  hasBenchmark: true,
  hasReport: false,
  next: { id: "1.2", title: "URL Checker with Multiprocessing" },
};

export const labRunning: LabPageState = {
  ...lab,
  steps: steps.map((step) => ({
    ...step,
    status: step.number === 1 ? "running" : "notRun",
    checks: step.checks.map((check, index) => (index === 1 && step.number === 1 ? { ...check, status: "running" } : check)),
  })),
  status: "running",
  running: { action: "check", done: 5, total: 12, label: "Requests are in flight at the same time", left: 4 },
};

export const labPassed: LabPageState = {
  ...lab,
  status: "passed",
  steps: steps.map((step) => ({
    ...step,
    status: "passed",
    checks: step.checks.map((check) =>
      passed(check.id, check.title, check.proof, "4 of 4 workers were in flight at once, and not one more."),
    ),
  })),
  solutions: { allowed: true, names: ["executor-map", "as-completed"] },
};

export const labBlocked: LabPageState = {
  ...lab,
  blocked: {
    message: "Python 3.9.2 was found, and the course needs 3.11 or newer. Choose another interpreter, or install one.",
    command: "concurrencyLabs.selectInterpreter",
    commandTitle: "Choose an interpreter",
  },
};

export const results: ResultsPageState = {
  page: "results",
  lab: { id: "1.1", title: "URL Checker with Threading" },
  startedAt: "2026-11-21T10:14:00Z",
  outcome: "failed",
  seconds: 6.4,
  message: "2 of 5 checks fail; the first is the one to look at.",
  steps,
  output: [
    { check: "answer-is-a-result", stream: "stdout", text: "checking 6 urls\n" },
    { check: "answer-is-a-result", stream: "stdout", text: "done\n" },
    { check: null, stream: "stderr", text: "DeprecationWarning: x\n" },
  ],
  dropped: 209_452_032,
  findings: [
    {
      rule: "BP1.2",
      message: "requests.get has no timeout.",
      cure: "Pass timeout=..., so that a silent server cannot hold a thread forever.",
      place: { file: "checker_threads.py", line: 18 },
    },
  ],
  notes: [{ level: "warning", text: "Limits are off because the run is under the debugger." }],
  machine: { python: "3.13.0", implementation: "CPython", gil: true, system: "Linux", cores: 8 },
};

/** A check that searches interleavings: failed in this window, and failed in an earlier one. */
export const explored: StepView = {
  number: 1,
  title: "The counter",
  goal: "No increment is lost.",
  core: true,
  status: "failed",
  checks: [
    {
      id: "no-increment-lost",
      title: "No increment of `Counter` is lost",
      proof: ["explore"],
      status: "failed",
      counterexample: { found: 4, limit: 1000, confirmed: 3 },
      result: {
        check: "no-increment-lost",
        outcome: "failed",
        seconds: 1.2,
        message: "two increments left the counter at 1: expected 2",
        details: [
          "T1  counter.py:7  self.value += 1  (value is 0)",
          "T2  counter.py:7  self.value += 1  (value 0 -> 1)",
          "T1  counter.py:7  self.value += 1  (value 1 -> 1)",
          "Found in schedule 4 of at most 1,000, replayed 3 times.",
        ],
        place: { file: "counter.py", line: 7 },
      },
    },
    {
      id: "no-value-read-twice",
      title: "No value is read twice",
      proof: ["explore"],
      status: "failed",
      counterexample: { found: 12, limit: 1000, confirmed: 1 },
    },
    passed(
      "finishes",
      "Every thread finishes",
      ["explore"],
      "proved: no interleaving leaves a thread waiting (212 tried, all that differ)",
    ),
  ],
};

export const resultsExplored: ResultsPageState = {
  ...results,
  lab: { id: "2.1", title: "Counter" },
  steps: [explored],
  output: [],
  findings: [],
  notes: [],
  dropped: 0,
};

export const resultsRunning: ResultsPageState = {
  ...results,
  outcome: undefined,
  seconds: undefined,
  message: undefined,
  steps: labRunning.steps,
  running: labRunning.running,
};

export const resultsSetup: ResultsPageState = {
  ...results,
  outcome: "setup",
  message: "The package requests cannot be imported by Python 3.13.0: its files are incomplete. Reinstall the extension.",
  steps: steps.map((step) => ({
    ...step,
    status: "setup",
    checks: step.checks.map((check) => ({
      ...check,
      status: "setup",
      result: { check: check.id, outcome: "setup", seconds: 0, message: "The package requests cannot be imported.", details: [] },
    })),
  })),
  findings: [],
  output: [],
  dropped: 0,
  notes: [],
};

/** The module page with its quiz. */
import type { ModulePageState, QuizState } from "../../../src/contract/pages";

const asked: QuizState = {
  id: "Q1",
  title: "Concurrency at a glance",
  question: {
    id: "serial-pool",
    kind: "cause",
    prompt: "This pool has 20 workers, and 100 requests still take 100 times as long as one. Why?",
    code: 'with ThreadPoolExecutor(max_workers=20) as pool:\n    results = []\n    for url in urls:\n        results.append(pool.submit(fetch, url).result())  # "concurrent"',
    answers: [
      "The GIL lets only one thread wait at a time.",
      "`result()` waits inside the loop, so the next `submit` comes too late.",
      "`max_workers` must equal the number of URLs.",
      "Threads cannot share a socket.",
    ],
  },
  asked: 5,
  answered: 1,
  correct: 1,
};
export const quizAsked = asked;
export const quizWrong: QuizState = {
  ...asked,
  answered: 2,
  given: {
    answer: 0,
    correct: false,
    right: 1,
    explanation:
      "A thread that waits for a socket gives the GIL back, so any number of threads can wait at once. Here only one request exists at any time: the loop calls `result()` before it submits the next.",
    belief: "Threads never help in Python.",
    lab: { id: "1.1", title: "URL Checker with Threading" },
  },
};
export const quizRight: QuizState = {
  ...asked,
  answered: 2,
  correct: 2,
  given: { answer: 1, correct: true, right: 1, explanation: "Submit all, then collect: `[f.result() for f in futures]`." },
};
export const quizOver: QuizState = { id: "Q1", title: asked.title, asked: 5, answered: 5, correct: 4 };

export const module: ModulePageState = {
  page: "module",
  number: 1,
  title: "Quick start: all concepts",
  summary: "One task, three models: threads, processes and asyncio on the same 100 links, and a reasoned choice between them.",
  markdown:
    "A program that waits is not busy.\n\n## Concurrency and parallelism\n\n- **Concurrent**: several things are in progress.\n- **Parallel**: several things run at the same instant.\n\n```python\nasync def main() -> None:\n    async with asyncio.TaskGroup() as group:\n        group.create_task(fetch(1))\n```\n",
  goals: ["Run one task in three models", "Predict which model wins on a workload and check it", "State a reasoned choice"],
  concepts: ["thread creation", "GIL limits", "CPU-bound and I/O-bound", "throughput and latency"],
  labs: [
    { id: "1.1", title: "URL Checker with Threading", minutes: 45, status: "passed", shipped: true },
    { id: "1.2", title: "URL Checker with Multiprocessing", minutes: 45, status: "failed", shipped: true },
    { id: "1.3", title: "URL Checker with Asyncio", minutes: 45, status: "notRun", shipped: false },
  ],
  practices: [
    { id: "BP1.1", rule: "Executors are used with `with`", cure: "The block waits for its work and gives the threads back." },
    { id: "BP1.2", rule: "Every network call has a timeout", cure: "Pass timeout=..." },
  ],
  design: "A service checks 5,000 URLs each minute.\n\n## Rubric\n\n1. Separates I/O and CPU parts\n2. Does the arithmetic for both\n",
  quiz: asked,
};
export const moduleWrong: ModulePageState = { ...module, quiz: quizWrong };
export const moduleOver: ModulePageState = { ...module, quiz: quizOver };

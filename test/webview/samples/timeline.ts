/** Timeline pages: nothing drawn, some drawn, one lane. */
import type { LaneState, LaneStates } from "../../../src/contract/lab";
import type { TimelinePageState, TimelineView } from "../../../src/contract/pages";

const marks: Record<string, LaneState> = { "#": "running", ".": "waiting", " ": "absent" };

/** Lanes as text: `#` runs, `.` waits, a blank is not there. */
export const lanesOf = (...lines: string[]): LaneStates => lines.map((line) => [...line].map((mark) => marks[mark] ?? "absent"));

const waits: TimelineView = {
  id: "two-waits",
  title: "Two downloads at once",
  file: "timelines/two_waits.py",
  slots: 6,
  lanes: ["main", "orders", "prices"],
  recorded: lanesOf("..... ", "...#  ", "....# "),
  notice: "Both threads wait in the same slots: the waits overlap, and `main` waits in `join()` as well.",
  source: `"""Two downloads. Both threads are started before the first join."""

import threading
import time

from cpu import compute


def download(waiting: int) -> None:
    time.sleep(waiting)  # the server takes its time
    compute(1)


def main() -> None:
    orders = threading.Thread(target=download, args=(3,), name="orders")
    prices = threading.Thread(target=download, args=(4,), name="prices")
    orders.start()
    prices.start()
    orders.join()
    prices.join()


if __name__ == "__main__":
    main()
`,
};
const computes: TimelineView = {
  ...waits,
  id: "two-computations",
  title: "Two computations",
  file: "timelines/two_computations.py",
  slots: 8,
  lanes: ["main", "squares", "cubes"],
  recorded: lanesOf("........", "#.#.#.# ", ".#.#.#.#"),
  source: `import threading

from cpu import compute


def main() -> None:
    squares = threading.Thread(target=compute, args=(4,), name="squares")
    cubes = threading.Thread(target=compute, args=(4,), name="cubes")
    squares.start()
    cubes.start()
    squares.join()
    cubes.join()
`,
  notice: "One interpreter, two threads: they take turns, and two threads need as long as one.",
};
const processes: TimelineView = {
  ...computes,
  id: "two-processes",
  title: "Two processes",
  file: "timelines/two_processes.py",
  recorded: lanesOf("....    ", "####    ", "####    "),
  notice: "Each process has an interpreter of its own.",
};

export const timelineFresh: TimelinePageState = {
  page: "timeline",
  lab: { id: "1.7", title: "Concurrency vs parallelism" },
  timelines: [waits, computes, processes],
  kept: true,
};
export const timelineRun: TimelinePageState = {
  ...timelineFresh,
  timelines: [
    { ...waits, drawn: waits.recorded },
    { ...computes, drawn: lanesOf("#.......", "####    ", "####    ") },
    { ...processes, drawn: processes.recorded },
  ],
};
export const timelineLast: TimelinePageState = {
  ...timelineFresh,
  timelines: [{ ...computes, drawn: lanesOf("#       ", "####    ", "#.#.#.#.") }],
  kept: false,
};

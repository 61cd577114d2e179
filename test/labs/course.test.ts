/** The list of labs and the three paths in `labs/course.json`, held against the course map. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { CourseSchema } from "../../src/contract/course";

const course = v.parse(CourseSchema, JSON.parse(readFileSync(fileURLToPath(new URL("../../labs/course.json", import.meta.url)), "utf8")));
const entries = course.modules.flatMap((module) => module.labs);
const byId = new Map(entries.map((entry) => [entry.id, entry]));
const deliverables = course.modules.flatMap((module) => (module.deliverable ? [module.deliverable] : []));
const isProject = (id: string) => id.startsWith("P");

/** id | minutes | after | title */
const map = `
0.0 | 5 |  | Five-minute tour: lose money, see why, fix it
0.1 | 30 |  | Functions, data types and control flow
0.2 | 30 | 0.1 | Closures and decorators
0.3 | 30 | 0.1 | Context managers, exceptions and files
0.4 | 30 | 0.1 | Iterators, generators and classes
1.1 | 45 |  | URL Checker with Threading
1.2 | 45 | 1.1 | URL Checker with Multiprocessing
1.3 | 45 | 1.1 | URL Checker with Asyncio
1.4 | 60 | 1.1 1.2 1.3 | Performance Comparison & GIL Analysis
1.5 | 40 | 1.4 | Quick Decision Framework
1.6 | 45 | 1.7 | GIL on, GIL off
1.7 | 35 |  | Concurrency vs parallelism: predict, then run
2.0 | 35 | 1.7 | Thread lifecycle: start, join, daemon, exception
2.1 | 45 | 2.0 2.5 | Thread-Safe Counter & Bank Account
2.2 | 50 | 2.1 | Producer-Consumer with Queue
2.3 | 75 | 2.2 2.8 | Web Scraper with Thread Pool
2.4 | 50 | 2.1 | Dining Philosophers Problem
2.5 | 30 | 2.0 | Lost update under the microscope
2.6 | 60 | 2.5 | Primitive drills: semaphore, RLock, event, condition
2.7 | 60 | 2.8 | File processor with progress
2.8 | 55 | 2.0 | Futures: ThreadPoolExecutor versus manual threads
3.1 | 60 | 2.6 | Connection Pool with Semaphore
3.2 | 60 | 2.2 | Pub-Sub System with Condition Variables
3.3 | 60 | 2.1 | Thread-Safe Cache with TTL
3.4 | 60 | 2.8 | Priority Worker Queue
3.5 | 55 | 2.6 | Barriers and phased computation
3.6 | 45 | 2.8 | Thread-local storage and context variables
3.7 | 75 | 2.8 2.2 | Custom thread pool
3.8 | 55 | 2.6 | Readers-writer lock
4.1 | 60 | 4.5 | CPU-Bound Task Parallelization
4.2 | 60 | 4.7 | Map-Reduce Implementation
4.3 | 55 | 4.5 | Shared Memory Data Processing
4.4 | 60 | 4.5 | IPC Communication Patterns
4.5 | 50 | 2.0 | Process lifecycle and start methods
4.6 | 45 | 4.4 | Process synchronization
4.7 | 50 | 4.5 2.8 | ProcessPoolExecutor: chunk size and pickling cost
4.8 | 45 | 4.7 | Subinterpreters
4.9 | 75 | 4.7 4.4 | Data processor
5.0 | 70 | 0.4 | Coroutines by hand: a mini event loop
5.1 | 60 | 1.3 | Async HTTP Client
5.2 | 50 | 5.9 | Async File I/O Operations
5.3 | 45 | 5.5 | Async Producer-Consumer
5.4 | 75 | 5.1 5.5 | Async Web Scraper with Rate Limiting
5.5 | 60 | 5.0 | gather, TaskGroup, timeouts, cancellation
5.6 | 70 | 5.0 | Selectors and non-blocking sockets: echo server
5.7 | 50 | 5.5 | Async generators and iterators
5.8 | 75 | 5.5 5.6 | Async chat server
5.9 | 45 | 5.5 2.8 | Mixing blocking code: to_thread, run_in_executor
6.1 | 70 | 6.5 6.9 | Async Database Connection Pool
6.2 | 50 | 5.3 | Async Queue with Backpressure
6.3 | 45 | 5.5 | Async Middleware Pipeline
6.4 | 45 | 5.5 | Async Observer Pattern
6.5 | 50 | 5.5 | Async synchronization primitives
6.6 | 55 | 5.5 | Structured concurrency and exception groups
6.7 | 60 | 5.5 | Async testing with virtual time
6.8 | 50 | 6.6 | anyio and trio
6.9 | 40 | 5.5 | Async context managers
7.1 | 90 | 6.1 | FastAPI REST API with Async DB
7.2 | 60 | 5.8 | WebSocket Chat Application
7.3 | 55 | 5.7 | Streaming Data API
7.4 | 55 | 5.2 | Async File Upload Service
7.5 | 45 | 5.5 | Tornado
8.1 | 60 | 2.8 | Threading Performance Analysis
8.2 | 60 | 6.4 | Async Memory Leak Detection
8.3 | 60 | 1.4 | Comparative Benchmarking
8.4 | 60 | 6.1 3.1 | Database Connection Pool Optimization
8.5 | 55 | 8.1 | Sampling profiler and asyncio debug mode
8.6 | 50 | 8.3 | Capacity curves: Amdahl, USL, Little
9.1 | 60 | 2.8 4.7 5.5 | Comprehensive Error Handling
9.2 | 55 | 4.4 9.1 | Distributed Logging System
9.3 | 50 | 6.3 | Health Checks and Monitoring
9.4 | 60 | 5.5 2.0 4.5 | Graceful Shutdown Implementation
9.5 | 50 | 2.4 | Deadlock autopsy
9.6 | 45 | 3.6 9.2 | Contextual logging across tasks
10.1 | 75 | 4.7 | Celery Distributed Task System
10.2 | 50 | 10.1 | RQ Job Queue Implementation
10.3 | 45 | 5.7 | Async Pipeline with aiostream
10.4 | 50 | 4.2 | Concurrent Data Processing with Dask
10.5 | 50 | 5.0 | gevent
10.6 | 55 | 5.6 | Twisted
10.7 | 45 | 4.2 | PySpark
10.8 | 60 | 4.7 2.8 | concurrent.futures: advanced patterns
11.1 | 70 | 6.3 9.3 | Async Load Balancer
11.2 | 70 | 3.3 6.5 | Distributed Cache System
11.3 | 75 | 3.2 6.2 | Message Broker Implementation
11.4 | 60 | 5.4 | Concurrent Rate Limiter
11.5 | 70 | 11.3 7.1 | Event-driven pipeline with outbox and saga
11.6 | 60 | 8.6 11.1 | Scaling plan
12.0 | 60 | 9.4 9.3 | Code review and production readiness
P1 | 570 | 6.2 7.2 9.4 | High-Frequency Trading System
P2 | 570 | 5.4 11.2 11.4 | Distributed Web Crawler & Search Engine
P3 | 570 | 5.7 7.2 7.3 | Real-time Analytics Platform
P4 | 570 | 5.8 6.6 7.2 | Multiplayer Game Server
P5 | 210 | 2.8 5.5 | Web Scraper with Concurrency (mini-project)
`;
const mapped = map
  .trim()
  .split("\n")
  .map((line) => {
    const [id = "", minutes = "", after = "", title = ""] = line.split("|").map((cell) => cell.trim());
    return { id, title, minutes: Number(minutes), after: after === "" ? [] : after.split(" ") };
  });

describe("the labs of the course", () => {
  it("are the 89 labs and 5 final projects of the course map, with their titles, minutes and predecessors", () => {
    expect(entries.map(({ id, title, minutes, after }) => ({ id, title, minutes, after }))).toEqual(mapped);
    expect(entries.filter((entry) => !isProject(entry.id))).toHaveLength(89);
    expect(entries.filter((entry) => isProject(entry.id)).map((entry) => entry.id)).toEqual(["P1", "P2", "P3", "P4", "P5"]);
  });

  it("stand in the module whose number their id starts with; the projects in the last", () => {
    for (const module of course.modules) {
      for (const entry of module.labs) expect(isProject(entry.id) ? 12 : Number(entry.id.split(".")[0]), entry.id).toBe(module.number);
    }
    expect(course.modules.map((module) => module.number)).toEqual(Array.from({ length: 13 }, (_, n) => n));
  });

  it("have folders of their own that start with the id, as modules start with their number", () => {
    for (const entry of entries) expect(entry.folder.startsWith(`${entry.id}-`), entry.folder).toBe(true);
    for (const module of course.modules)
      expect(module.folder.startsWith(`m${String(module.number).padStart(2, "0")}-`), module.folder).toBe(true);
    expect(new Set(course.modules.map((module) => module.folder)).size).toBe(course.modules.length);
  });

  it("come after labs that exist", () => {
    for (const entry of entries) for (const before of entry.after) expect(byId.has(before), `${entry.id} after ${before}`).toBe(true);
  });

  it("end, from module 1 on, in one deliverable a module", () => {
    expect(deliverables.map((one) => one.id)).toEqual(Array.from({ length: 12 }, (_, n) => `D${n + 1}`));
    expect(deliverables.map((one) => one.minutes)).toEqual([120, 180, 210, 180, 180, 180, 180, 150, 180, 180, 240, 180]);
  });
});

describe.each(course.paths)("path $id", (path) => {
  const order = path.groups.flatMap((group) => group.labs);

  it("names labs, projects and deliverables of the course, each once", () => {
    const known = new Set([...byId.keys(), ...deliverables.map((one) => one.id)]);
    expect(order.filter((id) => !known.has(id))).toEqual([]);
    expect(order.filter((id, index) => order.indexOf(id) !== index)).toEqual([]);
  });

  it("puts each lab after those of its predecessors that are on the path", () => {
    const late = entries.flatMap((entry) =>
      entry.after
        .filter((before) => order.includes(entry.id) && order.includes(before) && order.indexOf(before) > order.indexOf(entry.id))
        .map((before) => `${before} is after ${entry.id}`),
    );
    expect(late).toEqual([]);
  });

  it("adds up the hours of its groups", () => {
    expect(path.groups.reduce((sum, group) => sum + (group.hours ?? 0), 0)).toBeCloseTo(path.hours, 5);
  });

  it("starts with the five-minute tour", () => {
    expect(order[0]).toBe("0.0");
  });
});

describe("the 12-week course", () => {
  const path = course.paths[0];
  const groups = path?.groups ?? [];

  it("has every lab, P1 to P4 and every deliverable at the end of its week", () => {
    const order = groups.flatMap((group) => group.labs);
    expect(new Set(order)).toEqual(new Set([...[...byId.keys()].filter((id) => id !== "P5"), ...deliverables.map((one) => one.id)]));
    expect(groups.slice(1).map((group) => group.labs.at(-1))).toEqual(groups.slice(1).map((_, index) => `D${index + 1}`));
  });

  it("puts n.0 first in its week", () => {
    for (const group of groups) {
      const zero = group.labs.findIndex((id) => id.endsWith(".0"));
      expect(zero, group.title).toBeLessThanOrEqual(0);
    }
  });

  it("moves the echo server and the chat server from week 5 to week 7", () => {
    expect(groups[5]?.labs).not.toContain("5.6");
    expect(groups[7]?.labs.slice(0, 2)).toEqual(["5.6", "5.8"]);
  });
});

describe("the shorter paths", () => {
  it("are the nine units of the mastery plan and the five lessons of the module", () => {
    const labs = (index: number) => course.paths[index]?.groups.map((group) => [...group.labs].sort().join(" "));
    expect(labs(1)).toEqual([
      "0.0 1.1 1.6 1.7 2.0",
      "2.1 2.2 2.4 2.5 2.6",
      "2.7 2.8",
      "4.1 4.4 4.5 4.7",
      "5.0 5.1 5.4 5.5",
      "5.7 6.5 6.9 D5",
      "1.4 1.5 8.3",
      "4.9 5.8 P5",
      "8.5 9.1 9.5",
    ]);
    expect(labs(2)).toEqual(["0.0 2.0 2.1 2.4 2.6 2.8", "4.3 4.6 4.7", "5.0 5.5 6.9", "2.2 3.7 4.9", "P5"]);
  });
});

import { EVENT_VERSION, type KitEvent, type RunEvent } from "../contract/events";
import type { CheckRun, OutputPiece, RunNote, RunState } from "./verdict/runState";

export { type CheckResult, type CheckRun, newRun, type OutputPiece, type RunAction, type RunNote, type RunState } from "./verdict/runState";
export { factsOf, settle } from "./verdict/settle";

/** Characters of learner output kept for the page; the kit has its own limit before. */
const OUTPUT_LIMIT = 2_000_000;
const NOTES_LIMIT = 1_000;
const ERROR_LIMIT = 20_000;

/** The state after one more event. Never throws: what should not come is noted and, where it makes the run doubtful, breaks it. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  switch (event.event) {
    case "malformed":
      return broken(state, `A line of the kit is no event (${event.reason}): ${event.line}`);
    case "newer":
      return refuseNewer(state, event.version, event.supported);
    case "kit-error": {
      const room = ERROR_LIMIT - state.errorLength;
      const lastError = event.text.trim().split("\n").at(-1)?.trim().slice(0, 200) || state.lastError;
      if (room <= 0) return { ...state, lastError };
      return { ...note(state, "error", event.text.slice(0, room)), errorLength: state.errorLength + event.text.length, lastError };
    }
    case "exit":
      return { ...state, phase: "ended", exit: { code: event.code, signal: event.signal, started: event.started, error: event.error } };
    case "cancelled":
      // The kit had ended by itself: its results stand.
      return state.done === undefined ? { ...state, cancelled: true } : state;
    default:
      return reduceKitEvent(state, event);
  }
}

function reduceKitEvent(before: RunState, event: KitEvent): RunState {
  if (before.newer !== undefined) return before;
  const state = inOrder(before, event);
  switch (event.event) {
    case "hello": {
      if (event.version > EVENT_VERSION) return refuseNewer(state, event.version, EVENT_VERSION);
      const greeted: RunState = { ...state, phase: "running", machine: event.machine };
      if (event.lab !== state.lab) return broken(greeted, `The kit ran lab ${event.lab}, not ${state.lab}.`);
      return event.action === state.action ? greeted : broken(greeted, `The kit did "${event.action}", not "${state.action}".`);
    }
    case "plan": {
      if (state.checks.length > 0) return broken(state, "The kit sent a second plan.");
      const ids = new Set(event.checks.map((check) => check.id));
      const planned: RunState = {
        ...state,
        checks: event.checks.map((check) => ({ ...check, status: "notRun", reported: false })),
        points: event.points,
      };
      return ids.size === event.checks.length ? planned : broken(planned, "The plan lists a check twice.");
    }
    case "check-started":
      return onCheck(state, event.check, (check) => (check.result ? check : { ...check, status: "running" }));
    case "check-finished": {
      const { seq: _seq, event: _event, ...result } = event;
      const twice = state.checks.some((check) => check.id === event.check && check.result);
      if (twice) return broken(state, `The kit reported the check ${event.check} twice.`);
      return onCheck(state, event.check, (check) => ({ ...check, status: result.outcome, result, reported: true }));
    }
    case "output": {
      const dropped = state.dropped + (event.dropped ?? 0);
      const text = event.text.slice(0, Math.max(0, OUTPUT_LIMIT - state.outputLength));
      const lost = event.text.length - text.length;
      if (text === "") return { ...state, dropped: dropped + lost };
      const piece: OutputPiece = { check: event.check, stream: event.stream, text };
      return { ...state, output: state.output.append(piece), outputLength: state.outputLength + text.length, dropped: dropped + lost };
    }
    case "finding": {
      const { seq: _seq, event: _event, ...finding } = event;
      return { ...state, findings: state.findings.append(finding) };
    }
    case "sample": {
      const { seq: _seq, event: _event, ...sample } = event;
      return { ...state, samples: state.samples.append(sample) };
    }
    case "progress":
      return { ...state, progress: { done: event.done, total: event.total, label: event.label, left: event.left } };
    case "schedule-progress":
      return onCheck(state, event.check, (check) =>
        check.result ? check : { ...check, searched: { schedules: event.schedules, limit: event.limit } },
      );
    case "counterexample": {
      const { seq: _seq, event: _event, ...counterexample } = event;
      return onCheck(state, event.check, (check) => ({ ...check, counterexample }));
    }
    case "note":
      return note(state, event.level, event.text);
    case "done":
      return {
        ...state,
        done: { outcome: event.outcome },
        seconds: event.seconds,
        message: event.message,
        cancelled: event.cancelled === true,
      };
    default: {
      const unknown: never = event;
      return unknown;
    }
  }
}

/** Checks the count that makes an injected or lost line visible, and that `hello` comes first and nothing after `done`. */
function inOrder(state: RunState, event: KitEvent): RunState {
  const expected = state.nextSeq;
  if (event.seq === expected && (expected === 0) === (event.event === "hello") && state.done === undefined)
    return { ...state, nextSeq: expected + 1 };
  const next = { ...state, nextSeq: event.seq + 1 };
  if (event.seq > expected)
    return broken(
      next,
      `${event.seq - expected === 1 ? "1 event" : `${event.seq - expected} events`} of the kit did not arrive (${event.seq} came where ${expected} was due).`,
    );
  if (event.seq < expected)
    return broken({ ...state }, `An event came twice or from somebody else (${event.seq} came where ${expected} was due).`);
  if (state.done !== undefined) return broken(next, "An event came after the kit's last one.");
  return broken(next, expected === 0 ? "The kit did not introduce itself first." : "The kit introduced itself twice.");
}

function onCheck(state: RunState, id: string, change: (check: CheckRun) => CheckRun): RunState {
  const index = state.checks.findIndex((check) => check.id === id);
  const check = state.checks[index];
  if (check === undefined) return broken(state, `The kit reported the check ${id}, which it had not planned.`);
  return { ...state, checks: state.checks.with(index, change(check)) };
}

function note(state: RunState, level: RunNote["level"], text: string): RunState {
  if (state.notes.length > NOTES_LIMIT) return state;
  const full: RunNote = { level: "warning", text: `More than ${NOTES_LIMIT} notes came; the rest is left out.` };
  return { ...state, notes: state.notes.append(state.notes.length < NOTES_LIMIT ? { level, text } : full) };
}

function broken(state: RunState, reason: string): RunState {
  return { ...note(state, "error", reason), broken: state.broken ?? reason };
}

function refuseNewer(state: RunState, version: number, supported: number): RunState {
  const text = `The kit speaks event contract ${version}, this extension reads up to ${supported}. Update the extension, or use the kit it carries.`;
  return { ...note(state, "error", text), newer: version, phase: "running" };
}

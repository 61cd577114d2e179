import type * as vscode from "vscode";
import type { Lab } from "../../core/course";
import type { RunAction, RunState } from "../../core/run";
import { Observable, type Watched } from "../state/observable";

export interface RunRequest {
  lab: Lab;
  action: RunAction;
  /** Check ids; all when absent. */
  checks?: readonly string[];
  /** Wait for a run of this lab that is going on, instead of ending it. For runs nobody asked for by hand. */
  patient?: boolean;
}

/** One kit run as the surfaces see it. Nothing shows as passed before it is on disk. */
export class Run implements vscode.Disposable {
  readonly #state: Observable<RunState>;
  readonly #abort = new AbortController();
  readonly state: Watched<RunState>;
  /** Resolves when the run is settled and recorded; never rejects. */
  readonly ended: Promise<RunState>;
  #end!: (state: RunState) => void;

  constructor(
    readonly request: RunRequest,
    start: RunState,
  ) {
    this.state = this.#state = new Observable(start);
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get lab(): Lab {
    return this.request.lab;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Ends the process tree; what was reported so far stays. */
  cancel(): void {
    this.#abort.abort();
  }

  /** A state on the way: what passed shows as running until it is recorded. */
  progress(state: RunState): void {
    this.#state.value = unrecorded(state);
  }

  finish(state: RunState): void {
    this.#state.value = state;
    this.#end(state);
  }

  dispose(): void {
    this.cancel();
    this.#state.dispose();
  }
}

function unrecorded(state: RunState): RunState {
  if (!state.checks.some((check) => check.status === "passed")) return state;
  return {
    ...state,
    outcome: undefined,
    checks: state.checks.map((check) => (check.status === "passed" ? { ...check, status: "running", result: undefined } : check)),
  };
}

import * as vscode from "vscode";
import { exitCodes } from "../../contract/outcome";
import type { Lab } from "../../core/course";
import type { RunAction, RunState } from "../../core/run";
import { prepareLab } from "../lab/openLab";
import type { Parts } from "../parts";
import type { Run } from "../runs/run";
import { messageOf } from "../state/notice";
import { triedWords } from "../state/words";
import { crlf } from "../testing/runReport";
import { checkLines, endLines, exitCode } from "./runLines";

/** A task's terminal: shows a kit run as text and ends with the kit's exit code. Closing it cancels the run. */
export class RunTerminal implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  #run: Run | undefined;
  #closed = false;

  constructor(
    private readonly parts: Parts,
    private readonly lab: Lab,
    private readonly action: RunAction,
  ) {}

  open(): void {
    void this.#follow();
  }

  close(): void {
    this.#closed = true;
    this.#run?.cancel();
  }

  handleInput(data: string): void {
    if (data === "\x03") this.#run?.cancel();
  }

  async #follow(): Promise<void> {
    try {
      const { folder, runs } = this.parts;
      await prepareLab(this.parts, this.lab);
      const work = folder.workFolder(this.lab);
      const run = await runs.start({ lab: this.lab, action: this.action });
      this.#run = run;
      if (this.#closed) run.cancel();
      this.#print([vscode.l10n.t("Lab {0}: {1}", this.lab.id, this.lab.file.title)]);
      const seen = { printed: 0, done: 0, tried: "", finished: new Set<string>() };
      const listening = run.state.onDidChange((state) => this.#show(state, seen, work));
      const state = await run.ended;
      listening.dispose();
      this.#print(endLines(state));
      this.#close.fire(exitCode(state));
    } catch (error) {
      if (error instanceof vscode.CancellationError) {
        this.#close.fire(exitCodes.cancelled);
        return;
      }
      this.#print([messageOf(error)]);
      this.#close.fire(exitCodes.setup);
    }
  }

  #show(state: RunState, seen: { printed: number; done: number; tried: string; finished: Set<string> }, work: string): void {
    for (const piece of state.output.toArray(seen.printed)) this.#write.fire(crlf(piece.text));
    seen.printed = state.output.length;
    const searched = state.checks.find((check) => check.status === "running" && !check.result)?.searched;
    const tried = searched ? triedWords(searched) : "";
    if (tried !== seen.tried) {
      this.#write.fire(`\r\x1b[K${tried}`);
      seen.tried = tried;
    }
    for (const check of state.checks) {
      if (!check.result || seen.finished.has(check.id)) continue;
      seen.finished.add(check.id);
      this.#print(checkLines(check, work));
    }
    const { progress } = state;
    if (progress && progress.done !== seen.done) {
      seen.done = progress.done;
      this.#print([`${progress.done}/${progress.total} ${progress.label}`]);
    }
  }

  #print(lines: readonly string[]): void {
    for (const line of lines) this.#write.fire(`${crlf(line)}\r\n`);
  }
}

import * as vscode from "vscode";
import { type ChartFormat, chartFormats } from "../../contract/pages";
import { Problem } from "../state/notice";

/** Seconds a page may take to load and draw. */
const PATIENCE = 20;

/** One chart asked of the benchmark page. The first answer of the right format counts; nobody else's is waited for. */
export class ChartRequest {
  readonly data: Promise<string>;
  #settle!: { resolve(data: string): void; reject(error: Error): void };
  readonly #timer: NodeJS.Timeout;

  constructor(
    readonly format: ChartFormat,
    seconds = PATIENCE,
  ) {
    this.data = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const late = vscode.l10n.t(
      "The benchmark page did not draw its chart within {0} seconds. Close the page, open it with Show Benchmark and export again.",
      seconds,
    );
    this.#timer = setTimeout(() => this.#settle.reject(new Problem(late)), seconds * 1000);
  }

  /** @param data absent where the page cannot draw the chart */
  answer(data: string | undefined): void {
    clearTimeout(this.#timer);
    if (data !== undefined) {
      this.#settle.resolve(data);
      return;
    }
    const other = chartFormats.find((format) => format !== this.format);
    const words = [this.format.toUpperCase(), other?.toUpperCase() ?? ""] as const;
    this.#settle.reject(
      new Problem(vscode.l10n.t("The chart cannot be drawn as {0} here. Export it as {1}, or its values as CSV.", ...words)),
    );
  }

  /** The page is gone, or another request takes this one's place. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#settle.reject(new vscode.CancellationError());
  }
}

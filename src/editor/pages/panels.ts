import * as v from "valibot";
import * as vscode from "vscode";
import { type PageKind, pages as panelTypes } from "../../contract/ids";
import { type ChartFormat, type FromPage, PageMemorySchema } from "../../contract/pages";
import { runProgress } from "../../core/pageState";
import type { RunState } from "../../core/run";
import { guard, messageOf } from "../state/notice";
import { Owner } from "../state/owner";
import { ChartRequest } from "./chartRequest";
import { fulfil } from "./intents";
import { PagePanel } from "./pagePanel";
import { labIdOf, type PageSources, pageState } from "./pageStates";
import type { Pages, ShowOptions } from "./pages";

/** States follow one another at most this often; what comes between is in the next one. */
const paceMs = 80;
const kinds: readonly PageKind[] = ["lab", "module", "results", "bench", "timeline", "interleaving", "doctor"];

interface Shown {
  panel: PagePanel;
  subject: string;
  timer?: NodeJS.Timeout;
  /** Set once a bench page has the whole state: the run and how many of its samples were sent. */
  sent?: { startedAt: string | undefined; samples: number };
  /** What the page was asked to draw. */
  chart?: ChartRequest;
}

/** The webview panels, one of each kind. A panel comes back after a reload or restart with the lab or module it showed. */
export class Panels implements Pages, vscode.Disposable {
  readonly #owner = new Owner();
  readonly #shown = new Map<PageKind, Shown>();
  readonly #root: vscode.Uri;

  constructor(private readonly sources: PageSources) {
    const { parts, quizzes, solutions, replay, doctor } = sources;
    this.#root = vscode.Uri.joinPath(parts.extensionUri, "dist", "webview");
    for (const kind of kinds)
      this.#owner.own(
        vscode.window.registerWebviewPanelSerializer(panelTypes[kind], {
          deserializeWebviewPanel: (panel, memory: unknown) => this.restore(kind, panel, memory),
        }),
      );
    const all = (): void => this.#refresh(kinds);
    const { catalogue, folder, trusted, interpreter, runs, figures, counterexamples } = parts;
    for (const event of [
      catalogue.course.onDidChange,
      folder.path.onDidChange,
      folder.progress.onDidChange,
      trusted.onDidChange,
      interpreter.onDidChange,
      solutions.asked.onDidChange,
      runs.onDidEnd,
    ]) {
      this.#owner.own((event as vscode.Event<unknown>)(all));
    }
    this.#owner.own(doctor.onDidChange(() => this.#refresh(["doctor"])));
    this.#owner.own(quizzes.onDidChange(() => this.#refresh(["module"])));
    this.#owner.own(replay.onDidChangeFiles(() => this.#refresh(["interleaving"])));
    this.#owner.own(counterexamples.onDidChange((lab) => this.#refresh(["lab", "interleaving"], lab)));
    this.#owner.own(
      runs.onDidChange((run) => {
        this.#refresh(["lab", "results", "interleaving"], run.lab.id);
        if (run.request.action === "bench") this.#follow(run.lab.id, run.state.value);
      }),
    );
    this.#owner.own(figures.earlier.onDidChange((lab) => this.#refresh(["bench"], lab)));
    this.#owner.own(
      figures.onDidChange((lab) => {
        const stats = figures.stats(lab);
        const bench = this.#shown.get("bench");
        if (stats && bench?.subject === lab && bench.sent) bench.panel.send({ type: "stats", stats });
      }),
    );
  }

  async show(kind: PageKind, subject: string, { anchor, preserveFocus = false }: ShowOptions = {}): Promise<void> {
    const title = await this.#title(kind, subject);
    let shown = this.#shown.get(kind);
    if (shown) {
      shown.panel.panel.reveal(undefined, preserveFocus);
    } else {
      const column = this.#columnOf(kind);
      const panel = vscode.window.createWebviewPanel(
        panelTypes[kind],
        title,
        { viewColumn: column, preserveFocus },
        { enableScripts: true },
      );
      shown = this.#adopt(kind, subject, panel);
    }
    if (shown.subject !== subject) {
      shown.subject = subject;
      shown.sent = undefined;
    }
    shown.panel.panel.title = title;
    await this.#send(kind);
    if (anchor !== undefined) shown.panel.send({ type: "reveal", anchor });
  }

  async chart(lab: string, format: ChartFormat): Promise<string> {
    await this.show("bench", lab);
    const shown = this.#shown.get("bench");
    if (!shown) throw new vscode.CancellationError();
    shown.chart?.cancel();
    const request = new ChartRequest(format);
    shown.chart = request;
    shown.panel.send({ type: "drawChart", format });
    return request.data;
  }

  /** Results and charts go where the lab page is, so that the code stays in sight; the Doctor is not about code. */
  #columnOf(kind: PageKind): vscode.ViewColumn {
    if (kind === "doctor") return vscode.ViewColumn.Active;
    if (kind === "lab" || kind === "module") return vscode.ViewColumn.Two;
    return this.#shown.get("lab")?.panel.panel.viewColumn ?? vscode.ViewColumn.Two;
  }

  async #title(kind: PageKind, subject: string): Promise<string> {
    const { catalogue } = this.sources.parts;
    if (kind === "doctor") return vscode.l10n.t("Doctor");
    if (kind === "module") return (await catalogue.module(Number(subject))).entry.title;
    const lab = await catalogue.lab(labIdOf(subject));
    if (kind === "lab") return `${lab.id} ${lab.file.title}`;
    if (kind === "timeline") return vscode.l10n.t("Timelines {0}", lab.id);
    if (kind === "interleaving") return vscode.l10n.t("Interleaving {0}", lab.id);
    return kind === "results" ? vscode.l10n.t("Results {0}", lab.id) : vscode.l10n.t("Benchmark {0}", lab.id);
  }

  #adopt(kind: PageKind, subject: string, panel: vscode.WebviewPanel): Shown {
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(this.sources.parts.extensionUri, "media", `page-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    const { log } = this.sources.parts;
    const page = new PagePanel(panel, {
      kind,
      root: this.#root,
      log,
      onMessage: (message) => this.#receive(kind, message),
      onReady: () => {
        const shown = this.#shown.get(kind);
        if (shown) shown.sent = undefined;
        void this.#send(kind);
        // A page that was loading when it was asked has not heard it.
        if (shown?.chart) page.send({ type: "drawChart", format: shown.chart.format });
      },
    });
    const shown: Shown = { panel: page, subject };
    this.#shown.get(kind)?.panel.dispose();
    this.#shown.set(kind, shown);
    page.onDidClose(() => {
      clearTimeout(shown.timer);
      shown.chart?.cancel();
      if (this.#shown.get(kind) !== shown) return;
      this.#shown.delete(kind);
      if (kind === "interleaving") this.sources.replay.end();
      if (kind === "doctor") this.sources.doctor.end();
    });
    return shown;
  }

  #receive(kind: PageKind, message: FromPage): void {
    const shown = this.#shown.get(kind);
    if (!shown || message.type === "ready") return;
    if (message.type === "chart") {
      if (shown.chart?.format !== message.format) return;
      shown.chart.answer(message.data);
      shown.chart = undefined;
      return;
    }
    const { log } = this.sources.parts;
    void guard(log, `${kind} page: ${message.type}`, () => fulfil(this.sources, this, { kind, subject: shown.subject, message }));
  }

  /** @param lab only pages about it; all when absent */
  #refresh(of: readonly PageKind[], lab?: string): void {
    for (const kind of of) {
      const shown = this.#shown.get(kind);
      if (!shown || (lab !== undefined && labIdOf(shown.subject) !== lab)) continue;
      shown.timer ??= setTimeout(() => {
        shown.timer = undefined;
        void this.#send(kind);
      }, paceMs);
    }
  }

  async #send(kind: PageKind): Promise<void> {
    const shown = this.#shown.get(kind);
    if (!shown?.panel.ready) return;
    const { subject } = shown;
    await guard(this.sources.parts.log, `${kind} page`, async () => {
      const state = await pageState(this.sources, kind, subject);
      if (shown.subject !== subject || this.#shown.get(kind) !== shown) return;
      if (state.page === "bench") shown.sent = { startedAt: state.startedAt, samples: state.samples.length };
      shown.panel.send({ type: "state", state });
    });
  }

  /** While a benchmark runs only its new points travel. */
  #follow(lab: string, run: RunState): void {
    const shown = this.#shown.get("bench");
    if (!shown || shown.subject !== lab) return;
    if (shown.sent?.startedAt !== run.startedAt || run.outcome !== undefined) {
      this.#refresh(["bench"]);
      return;
    }
    const samples = run.samples.toArray(shown.sent.samples);
    if (samples.length > 0) shown.panel.send({ type: "samples", samples });
    shown.sent.samples += samples.length;
    shown.panel.send({ type: "progress", running: runProgress(run) });
  }

  /** Brings a panel back after a reload or restart; one whose lab or module is not known any more is closed. */
  async restore(kind: PageKind, panel: vscode.WebviewPanel, memory: unknown): Promise<void> {
    const parsed = v.safeParse(PageMemorySchema, memory);
    try {
      if (!parsed.success || parsed.output.page !== kind) throw new Error("the page did not say what it showed");
      panel.title = await this.#title(kind, parsed.output.subject);
      // An interleaving may be gone, which an empty panel would not say.
      if (kind === "interleaving") await pageState(this.sources, kind, parsed.output.subject);
      this.#adopt(kind, parsed.output.subject, panel);
    } catch (error) {
      this.sources.parts.log.warn(`A ${kind} page was not brought back: ${messageOf(error)}`);
      panel.dispose();
    }
  }

  dispose(): void {
    // The panels themselves stay: closing them here would keep them from coming back after a reload.
    for (const { timer } of this.#shown.values()) clearTimeout(timer);
    this.#owner.dispose();
  }
}

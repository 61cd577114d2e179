import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { expect, inject } from "vitest";
import { openBrowser } from "../../scripts/workbench/browser.mjs";
import { installExtension, installedExtensions, startServer } from "../../scripts/workbench/server.mjs";
import { TestExplorer } from "./testExplorer";
import { retry, Tree } from "./tree";
import { WebviewPage } from "./webviewPage";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

type Server = Awaited<ReturnType<typeof startServer>>;

export const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  highContrastDark: "Default High Contrast",
  highContrastLight: "Default High Contrast Light",
} as const;
export type Theme = keyof typeof themes;
/** The class by which the workbench tells which kind of theme is on. */
const themeClasses: Record<Theme, string> = { light: "vs", dark: "vs-dark", highContrastDark: "hc-black", highContrastLight: "hc-light" };

export interface WorkbenchOptions {
  theme?: Theme;
  settings?: Record<string, unknown>;
  /** Restricted mode: the workspace is not trusted and nobody asks. */
  restricted?: boolean;
  /** Without a folder open. */
  noFolder?: boolean;
  /** What the course folder holds at first: a folder to copy. */
  course?: string;
  /** Packages installed one over the other, instead of the one under test alone. */
  packages?: string[];
  env?: NodeJS.ProcessEnv;
}

/**
 * A fresh VS Code with the packaged extension, an empty course folder and a browser showing it.
 * `await using workbench = await Workbench.open()` ends everything at the end of the block.
 */
export class Workbench implements AsyncDisposable {
  readonly tree: Tree;
  readonly testExplorer: TestExplorer;

  private constructor(
    readonly page: Page,
    /** The course folder, as the workspace's only folder. */
    readonly folder: string,
    private readonly scratch: string,
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly address: string,
  ) {
    this.tree = new Tree(page, "Course");
    this.testExplorer = new TestExplorer(page, this);
  }

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const scratch = await mkdtemp(join(tmpdir(), "concurrency-labs-journey-"));
    const folder = join(scratch, "course");
    const dataFolder = join(scratch, "server");
    await mkdir(folder);
    if (options.course) await cp(options.course, folder, { recursive: true });
    const undo: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true, maxRetries: 5 })];
    try {
      for (const vsix of options.packages ?? [inject("vsix")]) await installExtension(inject("workbench"), dataFolder, vsix);
      const server = await startServer(inject("workbench"), {
        dataFolder,
        env: options.env ?? process.env,
        flags: options.restricted ? [] : ["--disable-workspace-trust"],
        settings: {
          "workbench.colorTheme": themes[options.theme ?? "light"],
          "concurrencyLabs.pythonPath": inject("python"),
          ...(options.restricted ? { "security.workspace.trust.startupPrompt": "never" } : {}),
          ...options.settings,
        },
      });
      undo.push(() => server.stop());
      const browser = await openBrowser(inject("chromium"));
      undo.push(() => browser.close());
      const page = await browser.newPage({ viewport: { width: 1680, height: 1000 } });
      const address = options.noFolder ? `${server.base}?ew=true` : server.address(folder);
      const workbench = new Workbench(page, folder, scratch, server, browser, address);
      await workbench.open();
      return workbench;
    } catch (error) {
      for (const step of undo.reverse()) await step();
      throw error;
    }
  }

  private async open(): Promise<void> {
    await this.page.goto(this.address);
    await this.shown();
  }

  /** Loads the window anew, by its own command: only so has it the time to note down what is open. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent("domcontentloaded", { timeout: 60_000 });
    await this.command("Developer: Reload Window");
    await loaded;
    await this.shown();
  }

  private async shown(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await this.activityTab("Concurrency Labs").waitFor({ timeout: 60_000 });
  }

  /** `publisher.name@version` of each extension that was installed. */
  installed(): Promise<string[]> {
    return installedExtensions(inject("workbench"), join(this.scratch, "server"));
  }

  activityTab(title: string): Locator {
    return this.page.locator(".part.activitybar .composite-bar").getByRole("tab", { name: title });
  }

  /** Opens a view container of the activity bar; one that is open stays so. */
  async showContainer(title: string): Promise<void> {
    const tab = this.activityTab(title);
    if ((await tab.getAttribute("aria-expanded")) !== "true") await tab.click();
    await expect.poll(() => tab.getAttribute("aria-expanded"), { timeout: 10_000 }).toBe("true");
  }

  /** Runs a command by its full title in the palette, "Concurrency Labs: Run Checks". */
  async command(title: string): Promise<void> {
    // The palette lists what is enabled when it opens: one that comes too early is opened again.
    await retry(async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
      const input = this.page.locator(".quick-input-widget input");
      await input.waitFor({ timeout: 5_000 });
      await input.fill(`>${title}`, { timeout: 4_000 });
      await this.quickPickRow(title).click({ timeout: 4_000 });
    });
  }

  /** Changes the colour theme and loads the window anew: the server hands settings out when a window opens. */
  async theme(theme: Theme): Promise<void> {
    const file = join(this.scratch, "server/data/User/settings.json");
    const settings: unknown = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...(settings as Record<string, unknown>), "workbench.colorTheme": themes[theme] }));
    await this.reload();
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  /** A row of the open quick pick by its exact label. */
  quickPickRow(label: string): Locator {
    return this.page
      .locator(".quick-input-widget .monaco-list-row")
      .filter({ has: this.page.locator(".label-name").getByText(label, { exact: true }) });
  }

  async pick(label: string): Promise<void> {
    const row = this.quickPickRow(label);
    await row.waitFor({ timeout: 20_000 });
    await row.click({ timeout: 5_000 });
  }

  /** Opens a lab from the list of all labs, which makes the course folder too, and returns its page. */
  async openLab(title: string, file: string): Promise<WebviewPage> {
    await this.command("Concurrency Labs: Open Lab...");
    // The list draws only the rows that fit.
    await this.page.getByPlaceholder("Choose a lab").fill(title, { timeout: 20_000 });
    await this.pick(title);
    await this.editorTab(file).waitFor({ timeout: 30_000 });
    return this.webview(title);
  }

  /** Runs a task through the palette: its type, then its label "Concurrency Labs: NAME". */
  async runTask(type: string, name: string): Promise<void> {
    await this.command("Tasks: Run Task");
    await this.pick(type);
    await this.pick(`Concurrency Labs: ${name}`);
  }

  /** Rows of the active terminal as text. */
  terminalText(): Promise<string> {
    return this.page
      .locator(".terminal-wrapper.active .xterm-rows > *")
      .allInnerTexts()
      .then((rows) => rows.map((row) => row.replaceAll("\u00a0", " ").trimEnd()).join("\n"));
  }

  /** The editor tab of a file or page. */
  editorTab(title: string): Locator {
    // Accessible names go on after a comma: "checker_threads.py, preview", "Results, Editor Group 2".
    return this.page.locator(".tabs-container").getByRole("tab", { name: new RegExp(`^${escaped(title)}(,|$)`) });
  }

  /** Text of a file in the course folder as it is on disk. */
  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), "utf8");
  }

  /** The page (webview) whose editor tab has this title; brings it to the front. */
  async webview(title: string): Promise<WebviewPage> {
    const tab = this.editorTab(title);
    await tab.waitFor({ timeout: 30_000 });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    return WebviewPage.find(this.page, title);
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator(".part.statusbar .statusbar-item").filter({ hasText: text });
  }

  /** Where a picture of that name is kept. */
  async screenshotPath(name: string, kind = "png"): Promise<string> {
    const folder = process.env.SCREENSHOTS ?? join(import.meta.dirname, "../../test-results/screenshots");
    await mkdir(folder, { recursive: true });
    return join(folder, `${name}.${kind}`);
  }

  /** Saves what the window shows; the file's path is returned. `SCREENSHOTS` names another folder. */
  async screenshot(name: string): Promise<string> {
    const path = await this.screenshotPath(name);
    // Away from what would show a tooltip.
    await this.page.mouse.move(0, 0);
    await expect.poll(() => this.page.locator(".workbench-hover:visible").count()).toBe(0);
    await this.page.screenshot({ path, animations: "disabled" });
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

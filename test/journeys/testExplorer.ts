import type { Locator, Page } from "playwright-core";
import { retry, Tree } from "./tree";
import type { Workbench } from "./workbench";

/** The Testing view and the inline messages of failed checks. Row names carry the outcome: "title (Failed), in 12ms". */
export class TestExplorer extends Tree {
  constructor(
    private readonly window: Page,
    private readonly workbench: Workbench,
  ) {
    super(window, "Test Explorer");
  }

  async show(): Promise<void> {
    await this.workbench.showContainer("Testing");
    await this.locator.waitFor();
  }

  /** Rows here have no icon label; their accessible name begins with the title. */
  override row(text: string | RegExp): Locator {
    return this.locator.getByRole("treeitem", { name: text }).first();
  }

  /** The row of a check with its outcome: Passed, Failed, Skipped, Errored, Not yet run. */
  outcome(title: string, outcome: string): Locator {
    return this.locator.getByRole("treeitem", { name: new RegExp(`${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}.*\\(${outcome}\\)`) });
  }

  /** Runs everything under a row. */
  async run(title: string | RegExp): Promise<void> {
    await this.action(title, "Run Test");
  }

  /** Messages shown in the editor beside failed lines. */
  get inlineMessages(): Locator {
    return this.window.locator(".test-error-content-widget, [class*=test-message-inline-content]");
  }

  /** Opens the peek of the first message beside the lines in sight. */
  async openMessage(): Promise<void> {
    await retry(async () => {
      await this.inlineMessages.first().click({ timeout: 3_000 });
      await this.peek.waitFor({ timeout: 3_000 });
    });
  }

  /** The peek under a failed line, with its message, Expected and Actual. */
  get peek(): Locator {
    return this.window.locator(".peekview-widget");
  }
}

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A tree view of the side bar. Only rows in sight exist, and rows redraw while providers answer: clicks are retried. */
export class Tree {
  constructor(
    private readonly page: Page,
    /** Part of the view's accessible name. */
    private readonly name: string,
  ) {}

  get locator(): Locator {
    return this.page.locator(".part.sidebar").getByRole("tree", { name: this.name });
  }

  /** The row whose label is this text. Not by accessible name: that is the tooltip where one is set. */
  row(text: string | RegExp): Locator {
    return this.locator
      .getByRole("treeitem")
      .filter({ has: this.page.locator(".monaco-icon-label").filter({ hasText: text }) })
      .first();
  }

  /** Labels of the rows in sight, once two readings agree. */
  async labels(): Promise<string[]> {
    const read = () => this.locator.locator(".monaco-icon-label").allInnerTexts();
    let before = await read();
    await expect
      .poll(
        async () => {
          const now = await read();
          const same = now.length > 0 && now.join("\n") === before.join("\n");
          before = now;
          return same;
        },
        { timeout: 15_000, interval: 150 },
      )
      .toBe(true);
    return before;
  }

  async click(text: string | RegExp): Promise<void> {
    await retry(() => this.row(text).click({ timeout: 1500 }));
  }

  /** Opens a branch; one that is open stays so. */
  async expand(text: string | RegExp): Promise<void> {
    await retry(async () => {
      const row = this.row(text);
      if ((await row.getAttribute("aria-expanded", { timeout: 1500 })) === "true") return;
      await row.locator(".monaco-tl-twistie").click({ timeout: 1500 });
      await expect.poll(() => row.getAttribute("aria-expanded"), { timeout: 3000 }).toBe("true");
    });
  }

  /** Presses a button shown on the row when the pointer is over it, by the start of its title. */
  async action(text: string | RegExp, title: string): Promise<void> {
    await retry(async () => {
      await this.row(text).hover({ timeout: 1500 });
      await this.row(text).getByRole("button", { name: title }).first().click({ timeout: 1500 });
    });
  }
}

/** Tries again while the list redraws, for 20 s. */
export async function retry(attempt: () => Promise<void>, limit = 20_000): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

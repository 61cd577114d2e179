import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A page of the extension: the document inside the workbench's two nested frames. */
export class WebviewPage {
  private constructor(readonly frame: FrameLocator) {}

  /** The page shown with that document title or heading; waits until it has drawn something. */
  static async find(page: Page, title: string): Promise<WebviewPage> {
    const frames = page.locator("iframe.webview.ready");
    let found: FrameLocator | undefined;
    await expect
      .poll(
        async () => {
          for (let index = 0; index < (await frames.count()); index += 1) {
            const element = frames.nth(index);
            if (!(await element.isVisible())) continue;
            const inner = element.contentFrame().frameLocator("#active-frame");
            const text = await inner
              .locator("body")
              .innerText({ timeout: 1000 })
              .catch(() => "");
            const named = await inner
              .locator("html")
              .evaluate((html) => html.ownerDocument.title, undefined, { timeout: 1000 })
              .catch(() => "");
            if (text.includes(title) || named === title) {
              found = inner;
              return true;
            }
          }
          return false;
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe(true);
    if (!found) throw new Error(`no page "${title}" is shown`);
    return new WebviewPage(found);
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name });
  }

  heading(name: string | RegExp): Locator {
    return this.frame.getByRole("heading", { name });
  }

  text(text: string | RegExp): Locator {
    return this.frame.getByText(text);
  }

  /** All text of the page. */
  innerText(): Promise<string> {
    return this.frame.locator("body").innerText();
  }

  /** How many pixels of the first canvas are not transparent: 0 while a chart has not drawn. */
  drawnPixels(): Promise<number> {
    return this.frame
      .locator("canvas")
      .first()
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let drawn = 0;
        for (let index = 3; index < data.length; index += 4) if (data[index]) drawn += 1;
        return drawn;
      });
  }
}

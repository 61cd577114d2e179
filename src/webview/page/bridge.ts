/** The page's end of the line to the extension host. */
import * as v from "valibot";
import { type FromPage, type PageMemory, PageMemorySchema, type ToPage, ToPageSchema } from "../../contract/pages";

/** What VS Code puts into every webview. It may be acquired once. */
declare function acquireVsCodeApi(): { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };

export interface Bridge {
  post(message: FromPage): void;
  /**
   * Calls `listener` with all messages that came since the last frame, so that a thousand samples cost one render. `fault` gets a
   * sentence about a message this page cannot read. Returns what ends the listening.
   */
  listen(listener: (messages: ToPage[]) => void, fault: (reason: string) => void): () => void;
  recall(): PageMemory | undefined;
  remember(memory: PageMemory): void;
}

export function openBridge(): Bridge {
  const host = acquireVsCodeApi();
  return {
    post: (message) => host.postMessage(message),
    listen(listener, fault) {
      let waiting: ToPage[] = [];
      const flush = () => {
        const messages = waiting;
        waiting = [];
        listener(messages);
      };
      const receive = (event: MessageEvent<unknown>) => {
        const parsed = v.safeParse(ToPageSchema, event.data);
        if (!parsed.success) {
          const issue = parsed.issues[0];
          fault(`${v.getDotPath(issue) ?? "message"}: ${issue.message}`);
          return;
        }
        waiting.push(parsed.output);
        if (waiting.length === 1) requestAnimationFrame(flush);
      };
      window.addEventListener("message", receive);
      return () => window.removeEventListener("message", receive);
    },
    recall() {
      const parsed = v.safeParse(PageMemorySchema, host.getState());
      return parsed.success ? parsed.output : undefined;
    },
    remember: (memory) => host.setState(memory),
  };
}

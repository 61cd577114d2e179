import { StringDecoder } from "node:string_decoder";

export interface LineSplitterOptions {
  /** Longest line in characters; the rest of a longer one is skipped. */
  limit: number;
  onLine: (line: string) => void;
  /** Called once for a line over the limit, with its beginning. */
  onTooLong: (start: string) => void;
}

/** Splits bytes into lines as they come. Holds at most one line of `limit` characters, whatever is written. */
export class LineSplitter {
  private readonly decoder = new StringDecoder("utf8");
  private parts: string[] = [];
  private length = 0;
  private skipping = false;

  constructor(private readonly options: LineSplitterOptions) {}

  write(chunk: Buffer): void {
    this.take(this.decoder.write(chunk));
  }

  /** The stream has ended: a last line without a line feed is a line too. */
  end(): void {
    this.take(this.decoder.end());
    if (this.length > 0) this.finishLine();
  }

  private take(text: string): void {
    let from = 0;
    for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", from)) {
      this.add(text.slice(from, feed));
      this.finishLine();
      from = feed + 1;
    }
    if (from < text.length) this.add(text.slice(from));
  }

  private add(part: string): void {
    if (this.skipping || part === "") return;
    this.parts.push(part);
    this.length += part.length;
    if (this.length <= this.options.limit) return;
    const start = this.parts.join("").slice(0, 200);
    this.parts = [];
    this.length = 0;
    this.skipping = true;
    this.options.onTooLong(start);
  }

  private finishLine(): void {
    const line = this.parts.join("");
    const skipped = this.skipping;
    this.parts = [];
    this.length = 0;
    this.skipping = false;
    if (!skipped) this.options.onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  }
}

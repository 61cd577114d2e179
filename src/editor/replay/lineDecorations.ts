import * as vscode from "vscode";
import { Owner } from "../state/owner";
import type { Mark } from "./marks";

/** In the order of the page's columns, so that a thread has one colour everywhere. */
const colours = ["blue", "green", "purple", "yellow", "red", "foreground"].map((name) => new vscode.ThemeColor(`charts.${name}`));

/** Draws marks into editors: the line of the thread that acts is lit like that of a debugger, the others carry their threads' names. */
export class LineDecorations implements vscode.Disposable {
  readonly #owner = new Owner();
  readonly #acts = this.#owner.own(
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
      borderColor: new vscode.ThemeColor("contrastActiveBorder"),
      overviewRulerColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
    }),
  );
  readonly #stands = this.#owner.own(vscode.window.createTextEditorDecorationType({ isWholeLine: true }));

  draw(editor: vscode.TextEditor, marks: readonly Mark[]): void {
    const options = (acts: boolean): vscode.DecorationOptions[] =>
      marks
        .filter((mark) => mark.acts === acts)
        .map((mark) => ({
          range: endOf(editor.document, mark.line),
          hoverMessage: mark.hover,
          renderOptions: {
            after: { contentText: `${acts ? "◀" : "◁"} ${mark.text}`, color: colours[mark.lane % colours.length], margin: "0 0 0 3ch" },
          },
        }));
    editor.setDecorations(this.#acts, options(true));
    editor.setDecorations(this.#stands, options(false));
  }

  clear(editor: vscode.TextEditor): void {
    this.draw(editor, []);
  }

  dispose(): void {
    this.#owner.dispose();
  }
}

/** The text stands behind what others put there, a test's message for one: what begins earlier in the line comes first. */
function endOf(document: vscode.TextDocument, line: number): vscode.Range {
  const { end } = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  return new vscode.Range(end, end);
}

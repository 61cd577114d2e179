/** VS Code's colours as the page sees them; a canvas cannot read CSS variables itself. */

export interface Theme {
  foreground: string;
  muted: string;
  background: string;
  line: string;
  hover: { background: string; foreground: string; border: string };
  fontFamily: string;
  fontSize: number;
  /** One colour per series, in the order variants are declared. */
  series: string[];
  /** Set in both high-contrast themes: bands get outlines instead of tints. */
  highContrast: boolean;
}

/** Not orange: it is see-through in the default themes, and high contrast has none. */
const seriesVariables = ["blue", "green", "purple", "yellow", "red", "foreground"].map((name) => `--vscode-charts-${name}`);

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (...names: string[]) => names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== "") ?? "gray";
  return {
    foreground: colour("--vscode-foreground", "--vscode-editor-foreground"),
    muted: colour("--vscode-descriptionForeground", "--vscode-foreground"),
    background: colour("--vscode-editor-background"),
    line: colour("--vscode-contrastBorder", "--vscode-panel-border", "--vscode-editorWidget-border"),
    hover: {
      background: colour("--vscode-editorHoverWidget-background", "--vscode-editor-background"),
      foreground: colour("--vscode-editorHoverWidget-foreground", "--vscode-foreground"),
      border: colour("--vscode-editorHoverWidget-border", "--vscode-contrastBorder"),
    },
    fontFamily: colour("--vscode-font-family"),
    fontSize: Number.parseFloat(style.getPropertyValue("--vscode-font-size")) || 13,
    series: seriesVariables.map((name) => colour(name, "--vscode-foreground")),
    highContrast: document.body.classList.contains("vscode-high-contrast"),
  };
}

/** Calls `changed` when VS Code switches the theme: it rewrites the root's style and the body's classes. Returns what ends it. */
export function watchTheme(changed: (theme: Theme) => void): () => void {
  const observer = new MutationObserver(() => changed(readTheme()));
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  return () => observer.disconnect();
}

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { PageKind } from "../../contract/ids";

/** The page around a webview's bundle. Nothing runs in it but that bundle, and nothing is fetched from elsewhere. */
export function shellHtml(webview: vscode.Webview, root: vscode.Uri, kind: PageKind, title: string): string {
  const nonce = randomBytes(16).toString("base64");
  const uri = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `img-src ${source}`,
    `font-src ${source}`,
  ].join("; ");
  const strings = JSON.stringify(vscode.l10n.bundle ?? {}).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${uri("codicon.css")}">
<link rel="stylesheet" href="${uri(`${kind}.css`)}">
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" type="application/json" id="l10n">${strings}</script>
<script nonce="${nonce}" type="module" src="${uri(`${kind}.js`)}"></script>
</body>
</html>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

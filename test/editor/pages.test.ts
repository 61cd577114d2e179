import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands, pages } from "../../src/contract/ids";
import { readLink, readPlace } from "../../src/editor/pages/links";
import { PagePanel } from "../../src/editor/pages/pagePanel";
import { shellHtml } from "../../src/editor/pages/shell";
import { once, startedCourse } from "./course";

const webviewTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.input instanceof vscode.TabInputWebview);

/** A panel as VS Code hands it to the serializer: the workbench shows it already. */
async function panel(): Promise<vscode.WebviewPanel> {
  const made = vscode.window.createWebviewPanel(pages.lab, "not restored", vscode.ViewColumn.Two);
  await once(
    vscode.window.tabGroups.onDidChangeTabs,
    () => webviewTabs().some((tab) => tab.label === "not restored"),
    "the panel has its tab",
  );
  return made;
}

describe("Pages", () => {
  it("open once for each kind and change what they show", async () => {
    const { parts } = await startedCourse();
    const course = await parts.catalogue.load();
    for (const lab of course.labs.values()) {
      await vscode.commands.executeCommand(commands.openLabPage, lab.id);
      const tabs = (): vscode.Tab[] =>
        webviewTabs().filter((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes(pages.lab));
      const shown = (): boolean => tabs()[0]?.label === `${lab.id} ${lab.file.title}`;
      // The tab model follows the panel by way of the workbench.
      if (!shown()) await once(vscode.window.tabGroups.onDidChangeTabs, shown, `the tab names lab ${lab.id}`);
      assert.equal(tabs().length, 1);
    }
  });

  it("come back with the lab they showed", async () => {
    const { panels } = await startedCourse();
    const restored = await panel();
    await panels.restore("lab", restored, { page: "lab", subject: "1.1", scroll: 12, folds: {} });
    assert.equal(restored.title, "1.1 URL Checker with Threading");
    restored.dispose();
  });

  it("are closed when they do not say what they showed, or it is gone", async () => {
    const { panels } = await startedCourse();
    for (const memory of [
      undefined,
      {},
      { page: "module", subject: "1", scroll: 0, folds: {} },
      { page: "lab", subject: "99.9", scroll: 0, folds: {} },
    ]) {
      const restored = await panel();
      let closed = false;
      restored.onDidDispose(() => {
        closed = true;
      });
      await panels.restore("lab", restored, memory);
      assert.equal(closed, true, JSON.stringify(memory));
    }
  });

  it("run nothing but their own bundle and fetch nothing", async () => {
    const { parts } = await startedCourse();
    const probe = await panel();
    const html = shellHtml(probe.webview, parts.extensionUri, "lab", '<img src="x">');
    probe.dispose();
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'nonce-[A-Za-z0-9+/=]+'; /);
    assert.doesNotMatch(policy, /unsafe|\*(?!\.vscode)|data:|blob:/);
    assert.ok(!html.includes('<img src="x">'));
    const nonces = [...html.matchAll(/<script nonce="([^"]+)"/g)].map((match) => match[1]);
    assert.equal(new Set(nonces).size, 1);
    assert.equal([...html.matchAll(/<script/g)].length, nonces.length);
  });
});

describe("A page's messages", () => {
  /** A panel whose line the test holds both ends of; the workbench hands such messages over as they come. */
  function wired(): {
    panel: vscode.WebviewPanel;
    receive: vscode.EventEmitter<unknown>;
    closed: vscode.EventEmitter<void>;
    sent: unknown[];
  } {
    const receive = new vscode.EventEmitter<unknown>();
    const closed = new vscode.EventEmitter<void>();
    const sent: unknown[] = [];
    const webview = {
      options: {},
      html: "",
      cspSource: "self",
      onDidReceiveMessage: receive.event,
      postMessage: (message: unknown) => Promise.resolve(sent.push(message) > 0),
      asWebviewUri: (uri: vscode.Uri) => uri,
    };
    const panel = { title: "wired", webview, onDidDispose: closed.event, dispose: () => closed.fire() };
    return { panel: panel as unknown as vscode.WebviewPanel, receive, closed, sent };
  }

  it("outside the contract are told in the log and do nothing, and the page goes on", async () => {
    const { parts } = await startedCourse();
    const { panel: held, receive, sent } = wired();
    const warnings: string[] = [];
    const log = { warn: (text: string) => warnings.push(text) } as unknown as vscode.LogOutputChannel;
    const heard: string[] = [];
    let ready = 0;
    const page = new PagePanel(held, {
      kind: "lab",
      root: parts.extensionUri,
      log,
      onMessage: (message) => heard.push(message.type),
      onReady: () => {
        ready += 1;
      },
    });
    page.send({ type: "reveal", anchor: "before" });
    const circle: Record<string, unknown> = { type: "runChecks" };
    circle["self"] = circle;
    const hostile: unknown[] = [
      undefined,
      null,
      7,
      "runChecks",
      [],
      {},
      { type: "executeCommand", command: "workbench.action.quit" },
      { type: "runChecks", command: "rm" },
      { type: "openLink", href: 3 },
      JSON.parse('{"type":"ready","__proto__":{"type":"runChecks"}}'),
      { type: "x".repeat(1_000_000) },
      circle,
    ];
    for (const message of hostile) receive.fire(message);
    assert.deepEqual(heard, []);
    assert.equal(ready, 0);
    assert.equal(page.ready, false);
    assert.equal(warnings.length, hostile.length);
    for (const warning of warnings) {
      assert.match(warning, /^The lab page sent a message that is not understood: /);
      assert.ok(warning.length < 500, `${warning.length} characters`);
    }
    receive.fire({ type: "ready" });
    receive.fire({ type: "runChecks" });
    assert.equal(ready, 1);
    assert.deepEqual(heard, ["runChecks"]);
    assert.deepEqual(sent, [{ type: "reveal", anchor: "before" }]);
    page.dispose();
  });
});

describe("Links of a page", () => {
  it("lead to labs, modules, quizzes, headings, files and the web", () => {
    assert.deepEqual(readLink("lab:1.2"), { kind: "lab", id: "1.2" });
    assert.deepEqual(readLink("module:3"), { kind: "module", number: 3 });
    assert.deepEqual(readLink("quiz:1"), { kind: "quiz", number: 1 });
    assert.deepEqual(readLink("#what-to-notice"), { kind: "anchor", anchor: "what-to-notice" });
    assert.deepEqual(readLink("checker_threads.py#L12"), { kind: "file", path: "checker_threads.py", line: 12 });
    assert.deepEqual(readLink("./checks/test%20a.py"), { kind: "file", path: "checks/test a.py" });
    assert.deepEqual(readLink("https://docs.python.org/3/"), { kind: "web", url: "https://docs.python.org/3/" });
  });

  it("lead nowhere else", () => {
    const hostile = [
      "",
      "#",
      "command:workbench.action.quit",
      "vscode://x",
      "file:///etc/passwd",
      "http://example.org",
      "javascript:alert(1)",
      "/etc/passwd",
      "../../secrets.txt",
      "a/../../b",
      "..%2F..%2Fb",
      "%E0%A4%A",
      "a\\..\\b",
      "C:/x",
      "lab:../1",
      "module:x",
      "solutions/pool-map/checker_threads.py",
      "Mutants/m1.py",
      "hints.md",
      "a\0b",
      "//host/share",
    ];
    assert.deepEqual(
      hostile.filter((href) => readLink(href).kind !== "refused"),
      [],
    );
    assert.equal(readPlace("../x.py", 1).kind, "refused");
    assert.deepEqual(readPlace("x.py", 0.5), { kind: "file", path: "x.py" });
  });
});

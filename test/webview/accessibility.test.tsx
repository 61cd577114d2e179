// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import type { PageState } from "../../src/contract/pages";
import * as bench from "../../src/webview/bench/reduce";
import { View as BenchView } from "../../src/webview/bench/view";
import * as doctor from "../../src/webview/doctor/reduce";
import { View as DoctorView } from "../../src/webview/doctor/view";
import * as interleaving from "../../src/webview/interleaving/reduce";
import { View as InterleavingView } from "../../src/webview/interleaving/view";
import * as lab from "../../src/webview/lab/reduce";
import { View as LabView } from "../../src/webview/lab/view";
import * as module from "../../src/webview/module/reduce";
import { View as ModuleView } from "../../src/webview/module/view";
import * as results from "../../src/webview/results/reduce";
import { View as ResultsView } from "../../src/webview/results/view";
import * as timeline from "../../src/webview/timeline/reduce";
import { View as TimelineView } from "../../src/webview/timeline/view";
import { samplePages } from "./samples";
import { accessibilityFaults, stage } from "./stage";

function open(state: PageState) {
  const message = { type: "state", state } as const;
  switch (state.page) {
    case "lab":
      return stage({ ...lab, View: LabView }, message);
    case "results":
      return stage({ ...results, View: ResultsView }, message);
    case "bench":
      return stage({ ...bench, View: BenchView }, message);
    case "timeline":
      return stage({ ...timeline, View: TimelineView }, message);
    case "module":
      return stage({ ...module, View: ModuleView }, message);
    case "interleaving":
      return stage({ ...interleaving, View: InterleavingView }, message);
    case "doctor":
      return stage({ ...doctor, View: DoctorView }, message);
  }
}

describe("every page can be read and used without eyes and without a mouse", () => {
  test.each(Object.entries(samplePages))(
    "%s: headings in order, everything named, references resolved, no inline style, no form",
    (_, state) => {
      const page = open(state);
      expect(accessibilityFaults(page.root)).toEqual([]);
      page.close();
    },
  );
});

test("the inspection itself notices each fault", () => {
  const root = document.createElement("div");
  root.innerHTML = `<h2>First</h2><h4>Skips</h4><button></button><span class="codicon"></span><table><tr><td>1</td></tr></table>
    <p style="color: red" aria-describedby="nowhere">x</p><form></form><button class="primary">a</button><button class="primary">b</button><i id="a"></i><i id="a"></i>`;
  expect(accessibilityFaults(root).map((fault) => fault.split(":")[0])).toEqual([
    "the first heading has level 2",
    "there is not exactly one first-level heading",
    "heading 2 skips from level 2 to 4",
    "the id a stands twice",
    "no name",
    "aria-describedby leads nowhere",
    "an icon is read out",
    "a table has no header cells",
    "an inline style breaks the policy of the page",
    "a form never submits in a webview",
    "more than one primary button",
    "there is not exactly one live region",
  ]);
});

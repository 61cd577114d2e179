// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import type { DoctorPageState } from "../../../src/contract/doctor";
import { initial, reduce } from "../../../src/webview/doctor/reduce";
import { View } from "../../../src/webview/doctor/view";
import { idle, looking, restricted, trouble, well } from "../samples/doctor";
import { nameOf, type Stage, stage } from "../stage";

const open = (state: DoctorPageState) => stage({ initial, reduce, View }, { type: "state", state });
let page: Stage<unknown, never>;
afterEach(() => page.close());
const settled = () => new Promise((resolve) => setTimeout(resolve));
const cells = (row: string): string[] => {
  const header = [...page.root.querySelectorAll("tbody th[scope=row]")].find((one) => nameOf(one) === row);
  return [...(header?.parentElement?.children ?? [])].map(nameOf);
};

describe("the Doctor's page", () => {
  test("has a table for each group, named by its heading, with a header cell for each row and column", () => {
    page = open(well);
    expect(page.all("table").map(nameOf)).toEqual(["Python", "Packages", "Machine", "Course", "Versions"]);
    for (const table of page.root.querySelectorAll("table")) {
      expect([...table.querySelectorAll("thead th[scope=col]")].map(nameOf)).toEqual(["Looked at", "State", "Found, and what to do"]);
      for (const row of table.querySelectorAll("tbody tr")) expect(row.querySelectorAll("th[scope=row]")).toHaveLength(1);
    }
  });

  test("says each state in words, what was found and what to do", () => {
    page = open(trouble);
    expect(cells("Cores")).toEqual(["Cores", "ok", "2 of 4 may be used"]);
    expect(cells("Loopback")[1]).toBe("stops labs");
    expect(cells("Loopback")[2]).toContain("look at the firewall");
    expect(cells("Progress journal")[1]).toBe("needs attention");
  });

  test("the sum names what is in the way, and leads there", () => {
    page = open(trouble);
    expect([...page.root.querySelectorAll(".verdict li")].map(nameOf)).toEqual([
      "2 things stop labsModule 1: Quick StartLoopback",
      "1 needs attentionProgress journal",
    ]);
    page.click("button", "Loopback");
    expect(document.activeElement?.textContent).toBe("Loopback");
    expect(document.activeElement?.tagName).toBe("TH");
  });

  test("a row's button names its row and sends it with the button's number", () => {
    page = open(trouble);
    page.click("button", "Repair: Module 1: Quick Start");
    page.click("button", "Show Log: Progress journal");
    expect(page.posted).toEqual([
      { type: "remedy", row: "module-1", action: 1 },
      { type: "remedy", row: "journal", action: 0 },
    ]);
  });

  test("the buttons above ask for what they say", () => {
    page = open(well);
    for (const name of ["Run Again", "Copy Report", "Select Python", "Get Python", "Download Everything"]) page.click("button", name);
    expect(page.posted.map((message) => message.type)).toEqual(["examine", "copyReport", "selectPython", "getPython", "downloadPackages"]);
  });

  test("before it has looked it says so, and there is no report to copy", () => {
    page = open(idle);
    expect(page.root.textContent).toContain("Nothing has been looked at yet.");
    expect(page.get("button", "Copy Report").getAttribute("aria-disabled")).toBe("true");
    page.click("button", "Copy Report");
    page.click("button", "Run");
    expect(page.posted).toEqual([{ type: "examine" }]);
  });

  test("while it looks, rows fill, the progress counts and Cancel ends it; the focus goes on to Run Again", async () => {
    page = open(looking);
    expect(cells("Loopback")[1]).toBe("looking");
    expect(page.get("progressbar", "Looking").getAttribute("aria-valuetext")).toBe("8 of 18 looked at");
    expect(page.get("button", "Run Again").getAttribute("aria-disabled")).toBe("true");
    page.get("button", "Cancel").focus();
    page.click("button", "Cancel");
    expect(page.posted).toEqual([{ type: "cancel" }]);
    const skipped: DoctorPageState = {
      ...looking,
      phase: "cancelled",
      groups: looking.groups.map((group) => ({
        ...group,
        rows: group.rows.map((row) => (row.state === "looking" ? { ...row, state: "skipped" as const } : row)),
      })),
    };
    page.send({ type: "state", state: skipped });
    await settled();
    expect(cells("Loopback")[1]).toBe("not looked at");
    expect(document.activeElement?.textContent).toBe("Run Again");
    expect(page.all("progressbar")).toEqual([]);
  });

  test("in a restricted workspace it says what it does not do, and what needs Python cannot be asked for", () => {
    page = open(restricted);
    expect(page.root.textContent).toContain("This workspace is restricted, so no Python is started");
    expect(page.root.textContent).not.toContain("Nothing stops the labs.");
    page.click("button", "Select Python");
    page.click("button", "Download Everything");
    expect(page.posted).toEqual([]);
    expect(page.get("button", "Select Python").getAttribute("aria-describedby")).toBe("restricted");
    page.click("button", "Manage Workspace Trust: Workspace trust");
    expect(page.posted).toEqual([{ type: "remedy", row: "trust", action: 0 }]);
  });

  test("what comes from outside is text, whatever it looks like", () => {
    page = open({
      ...well,
      groups: [
        {
          id: "g",
          title: "<b>g</b>",
          rows: [{ id: "r", title: "<i>r</i>", state: "ok", found: ["<img src=x onerror=alert(1)>"], todo: [], actions: [] }],
        },
      ],
    });
    expect(page.root.querySelectorAll("img, i, b")).toHaveLength(0);
    expect(page.root.textContent).toContain("<img src=x");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DoctorPageState } from "../../../src/contract/doctor";
import { reportText, withoutPerson } from "../../../src/core/doctor/report";

const words = { ok: "ok", attention: "needs attention", stops: "stops labs", looking: "looking", skipped: "not looked at" };
const ada = { home: "/home/Ada", user: "Ada" };
const row = { id: "python", title: "Python", state: "ok", found: ["3.13.1"], todo: [], actions: [] } as const;
const page = (...rows: Partial<DoctorPageState["groups"][number]["rows"][number]>[]): Pick<DoctorPageState, "groups"> => ({
  groups: [{ id: "g", title: "Group", rows: rows.map((one) => ({ ...row, found: [...row.found], todo: [], actions: [], ...one })) }],
});

describe("the report for a bug report", () => {
  test("has every row with its state in words, what was found and what to do", () => {
    const text = reportText(
      page({}, { title: "Loopback", state: "stops", found: ["refused", "again"], todo: ["Ask."] }),
      "Doctor",
      words,
      ada,
    );
    expect(text).toBe(
      [
        "### Doctor",
        "",
        "```text",
        "Group",
        "  ok               Python: 3.13.1",
        "  stops labs       Loopback: refused",
        "                   again",
        "                   -> Ask.",
        "```",
        "",
      ].join("\n"),
    );
  });

  test("is fenced so that no backtick of a row ends it", () => {
    const text = reportText(page({ found: ["a ``` b", "````"] }), "Doctor", words, ada);
    expect(text).toContain("\n`````text\n");
    expect(text.endsWith("\n`````\n")).toBe(true);
  });

  test("a row without a word yet keeps its title", () => {
    expect(reportText(page({ state: "looking", found: [] }), "Doctor", words, ada)).toContain("looking          Python: \n");
  });
});

describe("nobody is named", () => {
  test.each([
    ["/home/Ada/x/python3", "~/x/python3"],
    ["/home/Ada", "~"],
    ["at /home/Ada: nothing", "at ~: nothing"],
    ["/home/Adam/x", "/home/Adam/x"],
    ["/home/Ada.old/x", "/home/<user>.old/x"],
    ["/mnt/home/Ada/x", "/mnt/home/<user>/x"],
    ["/run/media/Ada/stick", "/run/media/<user>/stick"],
    ["Canada and Ada", "Canada and Ada"],
    ["/tmp/Ada-1/x", "/tmp/Ada-1/x"],
  ])("%s", (text, shown) => {
    expect(withoutPerson(text, ada)).toBe(shown);
  });

  test("on Windows, in any case and with either slash", () => {
    const person = { home: "C:\\Users\\Ada L", user: "Ada L" };
    expect(withoutPerson("c:\\users\\Ada l\\venv, C:/Users/Ada L/x", person)).toBe("~\\venv, ~/x");
    expect(withoutPerson("D:\\Profiles\\ADA L\\x", person)).toBe("D:\\Profiles\\<user>\\x");
  });

  test("a home at the root, or none, changes no path", () => {
    for (const home of ["/", "", "C:\\"]) expect(withoutPerson("/usr/bin C:\\x", { home, user: "" })).toBe("/usr/bin C:\\x");
  });

  test("whatever surrounds it, the home folder is gone", () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z]{3,9}$/), (rest, user) => {
        const home = `/home/${user}`;
        expect(withoutPerson(`"${home}/${rest}"`, { home, user })).not.toContain(`${home}/`);
      }),
    );
  });
});

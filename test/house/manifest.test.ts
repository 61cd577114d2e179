import { describe, expect, test } from "vitest";
import * as ids from "../../src/contract/ids";
import { readSetting } from "../../src/contract/settings";
import { projectFiles, read } from "./sources";

interface Manifest {
  publisher: string;
  name: string;
  displayName: string;
  description: string;
  contributes: {
    commands: { command: string; title: string; category: string; enablement?: string }[];
    menus: Record<string, { command?: string; when?: string }[]>;
    configuration: { properties: Record<string, { default: unknown; minimum?: number; maximum?: number }> };
    viewsContainers: { activitybar: { id: string }[] };
    views: Record<string, { id: string }[]>;
    viewsWelcome: { view: string; contents: string }[];
    taskDefinitions: { type: string; properties: { action: { enum: string[] } } }[];
    problemMatchers: { name: string }[];
    walkthroughs: { id: string }[];
    jsonValidation: { fileMatch: string | string[]; url: string }[];
  };
}
const manifestText = read("package.json");
const manifest = JSON.parse(manifestText) as Manifest;
const nls = JSON.parse(read("package.nls.json")) as Record<string, string>;
const contributes = manifest.contributes;
const sorted = (list: Iterable<string>): string[] => [...list].sort();

describe("the manifest and contract/ids.ts say the same", () => {
  test("extension id", () => {
    expect(`${manifest.publisher}.${manifest.name}`).toBe(ids.extensionId);
  });

  test("commands, each with the category", () => {
    expect(sorted(contributes.commands.map((entry) => entry.command))).toEqual(sorted(Object.values(ids.commands)));
    const category = nls["category"];
    expect(category).toBe("Concurrency Labs");
    expect(contributes.commands.filter((entry) => entry.category !== "%category%")).toEqual([]);
  });

  test("every command that needs a state says so in its enablement or in the palette's when clause", () => {
    const always = new Set<string>([
      ids.commands.start,
      ids.commands.openWalkthrough,
      ids.commands.showLog,
      ids.commands.selectInterpreter,
      ids.commands.getPython,
      ids.commands.doctor,
      ids.commands.choosePath,
      ids.commands.openModulePage,
      ids.commands.takeQuiz,
      ids.commands.openLab,
      ids.commands.openLabPage,
      ids.commands.openUpNext,
    ]);
    const palette = new Map((contributes.menus["commandPalette"] ?? []).map((entry) => [entry.command, entry.when]));
    const unclear = contributes.commands.filter((entry) => !always.has(entry.command) && !entry.enablement && !palette.get(entry.command));
    expect(unclear.map((entry) => entry.command)).toEqual([]);
  });

  test("context keys in when clauses exist", () => {
    const known = new Set<string>([
      ...Object.values(ids.contexts),
      ...Object.values(ids.views),
      ...Object.values(ids.pages),
      ...Object.values(ids.commands),
      ...Object.values(ids.settings),
      ids.testController,
      ids.interleavingMessage,
    ]);
    const used = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]+)"/g)].flatMap((match) =>
      [...(match[1] ?? "").matchAll(/concurrencyLabs\.[A-Za-z.]+/g)].map((hit) => hit[0]),
    );
    expect(used.length).toBeGreaterThan(3);
    expect(used.filter((key) => !known.has(key))).toEqual([]);
  });

  test("settings", () => {
    expect(sorted(Object.keys(contributes.configuration.properties))).toEqual(sorted(Object.values(ids.settings)));
  });

  test("settings are read within the bounds the manifest names", () => {
    for (const [name, reader] of Object.entries(readSetting)) {
      const { default: otherwise, minimum, maximum } = contributes.configuration.properties[Reflect.get(ids.settings, name)] ?? {};
      expect(reader(undefined), name).toBe(otherwise);
      if (minimum === undefined || maximum === undefined) continue;
      for (const bound of [minimum, maximum]) expect(reader(bound), name).toBe(bound);
      for (const beyond of [minimum - 1, maximum + 1]) expect(reader(beyond), name).toBe(otherwise);
    }
  });

  test("views and their container", () => {
    expect(contributes.viewsContainers.activitybar.map((entry) => entry.id)).toEqual([ids.views.container]);
    expect(sorted((contributes.views[ids.views.container] ?? []).map((entry) => entry.id))).toEqual(
      sorted([ids.views.course, ids.views.progress]),
    );
    expect(contributes.viewsWelcome.length).toBeGreaterThan(0);
  });

  test("task type, actions and problem matcher", () => {
    expect(contributes.taskDefinitions.map((entry) => entry.type)).toEqual([ids.taskType]);
    expect(contributes.taskDefinitions[0]?.properties.action.enum).toEqual([...ids.taskActions]);
    expect(contributes.problemMatchers.map((entry) => entry.name)).toEqual([ids.problemMatcher]);
  });

  test("walkthrough", () => {
    expect(contributes.walkthroughs.map((entry) => `${entry.id}`)).toEqual([ids.walkthrough]);
  });
});

describe("strings", () => {
  test("every %key% of the manifest has a text, and every text is used", () => {
    const used = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ""));
    expect(sorted(used)).toEqual(sorted(Object.keys(nls)));
  });

  test("nobody types a command, view, setting or page id outside contract/ids.ts", () => {
    const known = [
      ...Object.values(ids.commands),
      ...Object.values(ids.settings),
      ...Object.values(ids.pages),
      ids.views.course,
      ids.views.progress,
    ];
    const files = projectFiles().filter((file) => /^src\/.*\.tsx?$/.test(file) && file !== "src/contract/ids.ts");
    const typed = files.flatMap((file) => known.filter((id) => read(file).includes(`"${id}"`)).map((id) => `${file}: ${id}`));
    expect(typed).toEqual([]);
  });
});

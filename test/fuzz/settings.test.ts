/** Settings: a workspace's come with its files, so any value may be there; what is used is always within bounds. */
import { posix, win32 } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pathIds } from "../../src/contract/course";
import { readSetting } from "../../src/contract/settings";
import { kitCommand } from "../../src/runtime/process/kitCommand";
import { fuzzRuns, fuzzTimeout } from "../fixtures/fuzz";
import { anyJson } from "../fixtures/mutated";

const piece = fc.constantFrom("..", ".", "/", "\\", "a", "b c", " ", "C:", ":", "~", "...", "\0", "labs", "ü", "?", "|", "..  ");
const value = fc.oneof(
  anyJson,
  fc.double(),
  fc.constantFrom<unknown>(undefined, 1, 20, 600, 128.5, 2048, 1e9, Number.POSITIVE_INFINITY, Number.NaN, "A", "D"),
  fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("")),
);

test("whatever is written for a setting, what is used is of its kind and within its bounds", { timeout: fuzzTimeout }, () => {
  fc.assert(
    fc.property(value, (written) => {
      expect(pathIds).toContain(readSetting.path(written));
      const python = readSetting.pythonPath(written);
      expect(python.trim()).toBe(python);
      expect(python).not.toContain("\0");
      const folder = readSetting.courseFolder(written);
      for (const [path, root] of [
        [posix, "/workspace"],
        [win32, "C:\\workspace"],
      ] as const) {
        const inside = path.relative(root, path.join(root, folder));
        expect(inside).not.toBe("");
        expect(inside.split(path.sep)).not.toContain("..");
        expect(path.isAbsolute(inside)).toBe(false);
      }
      const limits = {
        callSeconds: readSetting.callSeconds(written),
        cpuSeconds: readSetting.cpuSeconds(written),
        processes: readSetting.processes(written),
        memoryMegabytes: readSetting.memoryMegabytes(written),
        outputKilobytes: readSetting.outputKilobytes(written),
      };
      const places = { python: "python3", kitRoot: "kit", libsRoot: "libs", courseRoot: "labs" };
      const { args } = kitCommand({ ...places, action: "check", lab: "1.1", work: "work", limits }, {});
      const given = (option: string) => args[args.indexOf(option) + 1] ?? "";
      for (const option of ["--call-seconds", "--cpu-seconds"]) expect(Number(given(option))).toBeGreaterThanOrEqual(1);
      for (const option of ["--memory-mb", "--processes", "--output-kb"]) expect(given(option)).toMatch(/^[1-9]\d{0,5}$/);
    }),
    fuzzRuns(1000),
  );
});

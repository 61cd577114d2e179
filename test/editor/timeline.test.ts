import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Timeline } from "../../src/contract/lab";
import type { TimelinePageState } from "../../src/contract/pages";
import { Doctor } from "../../src/editor/doctor/doctor";
import type { Solutions } from "../../src/editor/lab/solutions";
import { fulfil } from "../../src/editor/pages/intents";
import { type PageSources, pageState } from "../../src/editor/pages/pageStates";
import { Quizzes } from "../../src/editor/pages/quizzes";
import { ScenarioFiles } from "../../src/editor/replay/scenarioFiles";
import { Catalogue } from "../../src/editor/state/catalogue";
import { courseCopy, installed, journalLines, startedCourse } from "./course";

const timeline: Timeline = {
  id: "sleep",
  title: "A sleep",
  file: "timelines/sleep.py",
  slots: 2,
  lanes: ["main"],
  recorded: [["waiting", "absent"]],
  notice: "n",
};
const text = "import time\n\n\ndef main() -> None:\n    time.sleep(1)\n";

describe("Timelines", () => {
  it("come with their programs, and a drawing is in the journal before the page has it", async () => {
    const internals = await startedCourse();
    const copy = await courseCopy((lab) => ({ ...lab, timelines: [timeline] }));
    const folder = path.join(path.dirname(copy.labFile), "timelines");
    await mkdir(folder);
    await writeFile(path.join(folder, "sleep.py"), text);
    const parts = { ...internals.parts, catalogue: new Catalogue(copy.root, internals.parts.log) };
    const scenarios = new ScenarioFiles(parts.catalogue);
    const doctor = new Doctor(parts, { extension: installed(), globalStorageUri: internals.parts.extensionUri });
    const solutions = { askedTwice: () => false } as unknown as Solutions;
    const sources: PageSources = {
      parts,
      quizzes: new Quizzes(parts),
      solutions,
      replay: internals.replay,
      scenarios,
      doctor,
    };
    const state = async (): Promise<TimelinePageState> => {
      const found = await pageState(sources, "timeline", "1.1");
      assert.equal(found.page, "timeline");
      return found;
    };
    const draw = (id: string, lanes: Timeline["recorded"]): Promise<void> =>
      fulfil(sources, internals.panels, { kind: "timeline", subject: "1.1", message: { type: "draw", timeline: id, lanes } });
    const drawn = async (): Promise<number> => (await journalLines(internals)).filter((line) => line.includes('"drawn"')).length;
    try {
      assert.equal((await state()).timelines[0]?.source, text);
      assert.equal((await state()).kept, true);
      await draw("sleep", [["running", "absent"]]);
      assert.deepEqual((await state()).timelines[0]?.drawn, [["running", "absent"]]);
      const before = await drawn();
      await draw("nothing-of-this-name", [["running", "absent"]]);
      await draw("sleep", [["running"]]);
      assert.equal(await drawn(), before, "what is no drawing of this lab is not kept");
      await draw("sleep", [["waiting", "absent"]]);
      assert.equal(await drawn(), before + 1);
      assert.deepEqual((await state()).timelines[0]?.drawn, [["waiting", "absent"]]);
    } finally {
      doctor.dispose();
      scenarios.dispose();
      sources.quizzes.dispose();
      await copy.dispose();
    }
  });
});

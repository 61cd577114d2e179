import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { MEASUREMENT_VERSION, type Measurement } from "../../src/contract/measurement";
import { ChartRequest } from "../../src/editor/pages/chartRequest";
import { BenchFigures } from "../../src/editor/runs/benchFigures";
import { EarlierRuns } from "../../src/editor/runs/earlierRuns";
import { Problem } from "../../src/editor/state/notice";
import { saveMeasurement } from "../../src/runtime/store/measurement";
import { startedCourse } from "./course";

const machine = { python: "3.11.2", implementation: "CPython", gil: true, system: "Linux", cores: 2 };
const measurement = (startedAt: string, wall: number): Measurement => ({
  v: MEASUREMENT_VERSION,
  lab: "1.2",
  startedAt,
  machine,
  samples: [1, 2, 4].flatMap((x) =>
    [0, 1, 2, 3].map((round) => ({ variant: "yours", x, round, values: { wall: wall * (1 + round / 100) } })),
  ),
});

/** A memory of a workspace of its own. */
function memory(): Pick<vscode.Memento, "get" | "update"> {
  const kept = new Map<string, unknown>();
  return {
    get: <T>(key: string) => kept.get(key) as T,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
}

describe("An earlier benchmark", function () {
  this.timeout(60_000);

  it("is chosen, compared, kept for the next window, and taken off again", async () => {
    const { parts, pool } = await startedCourse();
    const lab = await parts.catalogue.lab("1.2");
    const root = parts.folder.require();
    const files = await Promise.all(
      [measurement("2026-01-02T00:00:00.000Z", 2), measurement("2026-02-02T00:00:00.000Z", 1)].map((one) => saveMeasurement(root, one)),
    );
    await writeFile(path.join(root, ".measurements/1.2-torn.json"), "{");
    await parts.folder.record({ fact: "measured", lab: lab.id, samples: 12, file: files[1] ?? "", verdicts: {} });
    const options = { runs: parts.runs, folder: parts.folder, memory: memory(), pool, log: parts.log };
    const figures = new BenchFigures(options);
    const { earlier } = figures;
    const later = new EarlierRuns({ ...options, present: figures });
    try {
      await figures.restore(lab);
      assert.deepEqual(
        (await earlier.list(lab)).map(({ file }) => file),
        [files[0]],
        "the present run and what cannot be read are not offered",
      );
      assert.equal(earlier.of(lab.id), undefined);
      await earlier.choose(lab, files[0]);
      const compared = earlier.of(lab.id);
      assert.equal(compared?.startedAt, "2026-01-02T00:00:00.000Z");
      assert.deepEqual(compared?.machine, machine);
      assert.deepEqual(Object.keys(compared?.labels ?? {}), ["yours"]);
      assert.equal(compared?.points.length, 3);
      assert.deepEqual(
        compared?.change?.lines.map(({ variant, metric, points, verdict }) => [variant, metric, points, verdict]),
        [["yours", "wall", 3, "smaller"]],
      );
      await later.restore(lab);
      assert.deepEqual(later.of(lab.id), compared, "another window of the workspace shows the same");
      await earlier.choose(lab, undefined);
      assert.equal(earlier.of(lab.id), undefined);
      const third = new EarlierRuns({ ...options, present: figures });
      await third.restore(lab);
      assert.equal(third.of(lab.id), undefined, "it stays off");
      third.dispose();
    } finally {
      later.dispose();
      figures.dispose();
    }
  });

  it("that is gone or foreign is taken off", async () => {
    const { parts, pool } = await startedCourse();
    const lab = await parts.catalogue.lab("1.2");
    const root = parts.folder.require();
    await mkdir(path.join(root, ".measurements"), { recursive: true });
    const gone = await saveMeasurement(root, measurement("2026-01-03T00:00:00.000Z", 2));
    const remembered = memory();
    for (const chosen of [{ [lab.id]: gone }, { [lab.id]: "../../etc/passwd" }, { [lab.id]: 7 }, "nonsense"]) {
      await rm(path.join(root, gone), { force: true });
      await remembered.update("benchmark.comparedWith", chosen);
      const earlier = new EarlierRuns({
        runs: parts.runs,
        present: parts.figures,
        folder: parts.folder,
        pool,
        memory: remembered,
        log: parts.log,
      });
      await earlier.restore(lab);
      assert.equal(earlier.of(lab.id), undefined, JSON.stringify(chosen));
      earlier.dispose();
    }
    assert.deepEqual(remembered.get("benchmark.comparedWith"), "nonsense", "what is not ours is left alone until something is chosen");
  });
});

describe("A chart asked of the page", function () {
  this.timeout(60_000);

  it("is what the page draws: a PNG of twice the size, an SVG", async () => {
    const { parts, panels } = await startedCourse();
    const lab = await parts.catalogue.lab("1.2");
    const svg = await panels.chart(lab.id, "svg");
    assert.match(svg, /^<svg xmlns=/);
    const png = Buffer.from(await panels.chart(lab.id, "png"), "base64");
    assert.equal(png.readUInt32BE(16), 1920);
  });

  it("is given up when another is asked for, when the page cannot draw, and after a while", async () => {
    const cancelled = new ChartRequest("png");
    cancelled.cancel();
    await assert.rejects(cancelled.data, vscode.CancellationError);
    const unable = new ChartRequest("png");
    unable.answer(undefined);
    await assert.rejects(
      unable.data,
      (error) => error instanceof Problem && /cannot be drawn as PNG here\. Export it as SVG/.test(error.message),
    );
    const late = new ChartRequest("svg", 0.01);
    await assert.rejects(late.data, (error) => error instanceof Problem && /did not draw its chart within/.test(error.message));
    const answered = new ChartRequest("svg", 0.01);
    answered.answer("<svg/>");
    assert.equal(await answered.data, "<svg/>");
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lookAtPlace } from "../../src/runtime/place";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "place-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a folder has room and can be written; one that is yet to be made is judged by the one above it", async () => {
  const place = await lookAtPlace(folder);
  expect(place.refused).toBeUndefined();
  expect(place.free).toBeGreaterThan(0);
  expect((await lookAtPlace(join(folder, "not/made/yet"))).refused).toBeUndefined();
});

test("a path through a file cannot be written, and says why", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  expect((await lookAtPlace(join(file, "inside"))).refused).toBe("a part of the path is a file, not a folder (ENOTDIR)");
});

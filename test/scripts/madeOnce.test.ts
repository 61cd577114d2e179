import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeOnce, withLock } from "../../scripts/setup/madeOnce.mjs";

let near: string;
beforeEach(async () => {
  near = await mkdtemp(join(tmpdir(), "made-once-"));
});
afterEach(() => rm(near, { recursive: true }));

const quiet = { say: () => {}, poll: 5 };
const write = (text: string) => (part: string) => writeFile(join(part, "file"), text);

describe("a folder made once", () => {
  it("is built on the first call and left alone on the next", async () => {
    const folder = join(near, "made");
    await madeOnce(folder, "1", write("first"), quiet);
    await madeOnce(folder, "1", write("second"), quiet);
    expect(await readFile(join(folder, "file"), "utf8")).toBe("first");
  });

  it("is built anew when its stamp changes, and nothing of the old one stays", async () => {
    const folder = join(near, "made");
    await madeOnce(folder, "1", (part) => writeFile(join(part, "old"), ""), quiet);
    await madeOnce(folder, "2", write("new"), quiet);
    expect((await readdir(folder)).sort()).toEqual([".stamp", "file"]);
    expect(await readdir(near)).toEqual(["made"]);
  });

  it("keeps the old folder and no half of the new one when the build fails", async () => {
    const folder = join(near, "made");
    await madeOnce(folder, "1", write("old"), quiet);
    const broken = madeOnce(
      folder,
      "2",
      async (part) => {
        await write("half")(part);
        throw new Error("the disk is full");
      },
      quiet,
    );
    await expect(broken).rejects.toThrow("the disk is full");
    expect(await readFile(join(folder, "file"), "utf8")).toBe("old");
    expect(await readdir(near)).toEqual(["made"]);
  });

  it("is built by one of several callers while the others wait for it", async () => {
    let builds = 0;
    const call = () =>
      madeOnce(
        join(near, "made"),
        "1",
        async (part) => {
          builds += 1;
          await write("x")(part);
        },
        quiet,
      );
    await Promise.all([call(), call(), call(), call()]);
    expect(builds).toBe(1);
  });

  it("is built after a killed build: the part it left is removed and its lock taken over", async () => {
    const folder = join(near, "made");
    await mkdir(join(near, "made.part-1"));
    await mkdir(join(near, "made.lock"));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(near, "made.lock"), longAgo, longAgo);
    await madeOnce(folder, "1", write("x"), quiet);
    expect(await readdir(near)).toEqual(["made"]);
  });
});

describe("a lock", () => {
  it("makes the second caller wait until the first is done", async () => {
    const order: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let enter = () => {};
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const first = withLock(join(near, "lock"), async () => {
      order.push("first in");
      enter();
      await gate;
      order.push("first out");
    });
    await entered;
    const second = withLock(join(near, "lock"), async () => void order.push("second in"), { poll: 5, onWait: () => open() });
    await Promise.all([first, second]);
    expect(order).toEqual(["first in", "first out", "second in"]);
  });

  it("is gone after its work failed", async () => {
    await expect(withLock(join(near, "lock"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(join(near, "lock"))).toBe(false);
  });
});

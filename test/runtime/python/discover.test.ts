import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FindPythonOptions, findPython, type PythonSeen, surveyPythons } from "../../../src/runtime/python/discover";
import { isAlive } from "../../fixtures/processes";

const answer = (version: string, more: object = {}) =>
  `echo '${JSON.stringify({ labkit: 1, version, implementation: "CPython", executable: "/opt/python/bin/python3", freeThreaded: false, abi: ".so linux", ...more })}'`;
/** What a stand-in interpreter does, as the body of a shell script. */
const scripts = {
  good: answer("3.13.1"),
  old: answer("3.9.2"),
  two: answer("2.7.18"),
  future: answer("4.0.0"),
  free: answer("3.14.0", { freeThreaded: true }),
  crash: "echo 'Fatal Python error: init_fs_encoding' >&2\nexit 1",
  nonsense: "echo 'Usage: python-wrapper [options]'",
  json: "echo '{\"version\": 3}'",
  noisy: `echo 'activating environment'\n${answer("3.12.0")}\necho 'done'`,
  silent: "exit 0",
  alias: "exit 9009",
  store: "echo 'Python was not found; run without arguments to install from the Microsoft Store' >&2\nexit 49",
  flood: "while echo y; do :; done",
  hang: "exec /bin/sleep 600",
  fork: '/bin/sleep 600 & echo "$!" >"$PID_FILE"; wait',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "python-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, script: keyof typeof scripts): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${scripts[script]}\n`);
  await chmod(path, 0o755);
  return path;
}
/** Looks in the test's own folder alone. */
const find = (options: FindPythonOptions = {}) =>
  findPython({ env: { PATH: [folder, ""].join(delimiter), PID_FILE: join(folder, "pid") }, timeLimitMs: 5000, ...options });

// The stand-ins are shell scripts; Windows has its own spelling of all this, and the rules tested are the same code.
describe.runIf(process.platform !== "win32")("with stand-in interpreters", () => {
  test("the setting comes first, then the extension's choice, then python3, python, py -3, then versions from the newest", async () => {
    const setting = await put("mine/python", "good");
    const choice = await put("env/bin/python", "free");
    await put("python3", "good");
    expect(await find({ setting, extensionChoice: choice })).toMatchObject({ found: true, path: setting, source: "the setting" });
    expect(await find({ extensionChoice: choice })).toMatchObject({ path: choice, version: "3.14.0", freeThreaded: true });
    expect(await find()).toMatchObject({
      path: join(folder, "python3"),
      version: "3.13.1",
      implementation: "CPython",
      freeThreaded: false,
      source: "python3",
    });
  });

  test("what does not do is passed over with its reason, until one does", async () => {
    await put("python3", "old");
    await put("python", "crash");
    await put("python3.11", "silent");
    await put("python3.12", "noisy");
    expect(await find({ extensionChoice: join(folder, "gone/python") })).toMatchObject({
      found: true,
      version: "3.12.0",
      source: "python3.12",
    });
  });

  test("py -3 is only a launcher: the interpreter it started is used", async () => {
    await put("py", "good");
    expect(await find()).toMatchObject({ path: "/opt/python/bin/python3", source: "py -3" });
  });

  test("a name in the setting is looked up on the PATH", async () => {
    await put("python3.13", "good");
    expect(await find({ setting: "python3.13" })).toMatchObject({ found: true, path: join(folder, "python3.13") });
  });

  test("a Python after 3.15 is not refused", async () => {
    await put("python3", "future");
    expect(await find()).toMatchObject({ found: true, version: "4.0.0" });
  });

  test("no Python at all", async () => {
    expect(await find()).toMatchObject({
      found: false,
      reason: "none",
      tried: [],
      message: expect.stringMatching(/^No Python was found .* Install Python 3\.11/),
    });
  });

  test.each<[string, keyof typeof scripts, string, RegExp]>([
    ["too old", "old", "tooOld", /python3 is Python 3\.9\.2, older than 3\.11/],
    ["as old as Python 2", "two", "tooOld", /Python 2\.7\.18/],
    ["a crash", "crash", "broken", /python3 does not run: it ended with exit code 1 and said "Fatal Python error: init_fs_encoding"/],
    ["another program", "nonsense", "broken", /its answer is not that of a Python interpreter/],
    ["a wrong answer", "json", "broken", /its answer is not that/],
    ["no answer", "silent", "broken", /its answer is not that/],
    ["a flood", "flood", "broken", /does not run/],
    ["a hang", "hang", "timeout", /python3 did not answer within 0\.5 seconds/],
  ])("%s is told apart, with what to do", async (_what, script, reason, message) => {
    await put("python3", script);
    const missing = await find(script === "hang" ? { timeLimitMs: 500 } : {});
    expect(missing).toMatchObject({ found: false, reason, message: expect.stringMatching(message) });
    expect(missing.found ? "" : missing.message).toContain("Install Python 3.11 or newer");
  });

  test("a file that may not be run is not a candidate; one of a wrong format is broken", async () => {
    await writeFile(join(folder, "python3"), "#!/bin/sh\n");
    expect(await find()).toMatchObject({ reason: "none" });
    await writeFile(join(folder, "python"), Buffer.from([0, 1, 2, 3]));
    await chmod(join(folder, "python"), 0o755);
    expect(await find()).toMatchObject({ found: false, reason: "broken" });
  });

  test("the nearest to a working Python decides the reason, and every candidate is named", async () => {
    await put("python3", "crash");
    await put("python", "old");
    const missing = await find();
    expect(missing).toMatchObject({ reason: "tooOld" });
    expect(missing.found ? [] : missing.tried.map((entry) => entry.candidate)).toEqual(["python3", "python"]);
  });

  describe("the Microsoft Store's alias", () => {
    test("is known by its exit code, or by its folder and silence, or by its advice", async () => {
      for (const script of ["silent", "store"] as const) {
        const path = await put("Microsoft/WindowsApps/python3", script);
        expect(await find({ setting: path })).toMatchObject({
          found: false,
          reason: "storeAlias",
          message: expect.stringContaining("Microsoft Store's alias"),
        });
      }
    });
    test("is not taken for one when a real Python of the Store answers", async () => {
      expect(await find({ setting: await put("Microsoft/WindowsApps/python3", "good") })).toMatchObject({ found: true });
    });
  });

  describe("a setting", () => {
    test("that leads nowhere is told, and nothing else is tried", async () => {
      await put("python3", "good");
      for (const setting of [join(folder, "gone/python"), "no-such-python"]) {
        expect(await find({ setting })).toMatchObject({
          found: false,
          reason: "settingMissing",
          message: expect.stringContaining(`${setting}, which does not exist`),
        });
      }
    });
    test("that is too old or broken is told with the path", async () => {
      const path = await put("old/python", "old");
      expect(await find({ setting: path })).toMatchObject({
        reason: "tooOld",
        message: expect.stringContaining(`${path}, which is Python 3.9.2`),
      });
      expect(await find({ setting: folder })).toMatchObject({ found: false, reason: "broken" });
    });
    test("of spaces is none", async () => {
      await put("python3", "good");
      expect(await find({ setting: "  " })).toMatchObject({ found: true, source: "python3" });
    });
    test("is no shell command", async () => {
      expect(await find({ setting: "python3; touch pwned" })).toMatchObject({ reason: "settingMissing" });
    });
  });

  describe("a survey", () => {
    const survey = async (options: FindPythonOptions = {}): Promise<PythonSeen[]> => {
      const seen: PythonSeen[] = [];
      for await (const one of surveyPythons({ env: { PATH: folder }, timeLimitMs: 5000, ...options })) seen.push(one);
      return seen;
    };

    test("asks every candidate, also after one that does, and says why the others do not", async () => {
      await put("python3", "good");
      await put("python", "old");
      await put("python3.12", "crash");
      const choice = await put("env/bin/python", "free");
      expect(await survey({ extensionChoice: choice })).toMatchObject([
        { names: [choice], command: choice, result: { version: "3.14.0", freeThreaded: true } },
        { names: ["python3"], result: { found: true, version: "3.13.1" } },
        { names: ["python"], command: join(folder, "python"), result: "is Python 3.9.2, older than 3.11" },
        { names: ["python3.12"], result: expect.stringContaining("does not run") },
      ]);
    });

    test("names of one folder for one file are one candidate; those of an environment stay apart", async () => {
      const real = await put("python3.13", "good");
      await symlink(real, join(folder, "python3"));
      await symlink(real, join(folder, "python"));
      await mkdir(join(folder, "venv"));
      const environment = join(folder, "venv/python");
      await symlink(real, environment);
      const seen = await survey({ extensionChoice: environment });
      expect(seen.map(({ names }) => names)).toEqual([[environment], ["python3", "python", "python3.13"]]);
    });

    test("a setting that leads nowhere is told, and the others are asked all the same", async () => {
      await put("python3", "good");
      expect(await survey({ setting: join(folder, "gone") })).toMatchObject([
        { names: [join(folder, "gone")], command: undefined, result: "does not exist" },
        { names: ["python3"], result: { found: true } },
      ]);
    });

    test("one that hangs costs its own time alone", async () => {
      await put("python3", "hang");
      await put("python", "good");
      expect(await survey({ timeLimitMs: 500 })).toMatchObject([
        { names: ["python3"], result: "did not answer within 0.5 seconds" },
        { names: ["python"], result: { found: true } },
      ]);
    });

    test("ends with its signal", async () => {
      await put("python3", "good");
      await put("python", "good");
      const control = new AbortController();
      const seen: PythonSeen[] = [];
      const look = async (): Promise<void> => {
        for await (const one of surveyPythons({ env: { PATH: folder }, timeLimitMs: 5000, signal: control.signal })) {
          seen.push(one);
          control.abort(new Error("enough"));
        }
      };
      await expect(look()).rejects.toThrow("enough");
      expect(seen).toHaveLength(1);
    });

    test("finds nothing on an empty PATH", async () => {
      expect(await survey()).toEqual([]);
    });
  });

  test("an interpreter that left a process holding its output is not waited for", async () => {
    await put("python3", "fork");
    expect(await find({ timeLimitMs: 500 })).toMatchObject({ reason: "timeout" });
    const left = Number(await readFile(join(folder, "pid"), "utf8"));
    expect(isAlive(left)).toBe(true);
    process.kill(left, "SIGKILL");
  });

  test("a search is cancelled with its signal, and the process it asked is ended", async () => {
    const pidFile = join(folder, "self");
    const path = join(folder, "python3");
    await writeFile(path, `#!/bin/sh\necho $$ >"${pidFile}"\nexec /bin/sleep 600\n`);
    await chmod(path, 0o755);
    const control = new AbortController();
    const search = find({ timeLimitMs: 60_000, signal: control.signal });
    const pid = await expect
      .poll(() => readFile(pidFile, "utf8").catch(() => ""), { timeout: 10_000 })
      .toMatch(/\d+\n/)
      .then(() => readFile(pidFile, "utf8"));
    control.abort(new Error("not now"));
    await expect(search).rejects.toThrow("not now");
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
    await expect(findPython({ signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
  });
});

test("this machine's Python is found and says who it is", async () => {
  expect(await findPython()).toMatchObject({
    found: true,
    version: expect.stringMatching(/^3\.\d+\.\d+$/),
    implementation: expect.any(String),
  });
});

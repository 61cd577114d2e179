import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PythonFound } from "../../../src/runtime/python/discover";
import { InstallError } from "../../../src/runtime/python/installFailure";
import { bringPython } from "../../../src/runtime/python/managedPython";
import { PackageStore } from "../../../src/runtime/python/packageStore";
import { isAlive, pythonForTests } from "../../fixtures/processes";

let home: string;
let store: PackageStore;
const at = (...parts: string[]): string => join(home, ...parts);
const env = (): NodeJS.ProcessEnv => ({ PATH: at("bin"), HOME: home });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "packages-"));
  await mkdir(at("locks/packages"), { recursive: true });
  await mkdir(at("bin"));
  await writeFile(
    at("locks/packages/tidepool.txt"),
    "# made by hand\ntidepool==1.2.0 \\\n    --hash=sha256:00\nkelp==3 ; python_version < '4' \\\n    --hash=sha256:11\n",
  );
  store = new PackageStore({ requirements: at("locks"), folder: at("store"), env: env() });
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A program of the test's own PATH, the body of a shell script. */
async function program(name: string, body: string): Promise<string> {
  const path = at("bin", name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

const python = (path: string, over: Partial<PythonFound> = {}): PythonFound => ({
  found: true,
  path,
  version: "3.13.1",
  implementation: "CPython",
  freeThreaded: false,
  abi: ".cpython-313-x86_64-linux-gnu.so linux-x86_64",
  source: "python3",
  ...over,
});

/** An interpreter that has no package of its own and no pip. */
const bare = async (): Promise<PythonFound> => python(await program("python-bare", "exit 1"));
/** Finds the folder behind `--target`. */
const target = 'while [ "$1" != --target ]; do shift; done; target=$2';
const fine = `${target}; echo "Collecting tidepool==1.2.0 (from -r lock.txt (line 3))"; echo "Downloading tidepool-1.2.0-py3-none-any.whl (1.7 MB)"; echo 'shore = 1' >"$target/tidepool.py"`;
const left = async (): Promise<string[]> => readdir(at("store")).catch(() => []);
const failure = async (action: Promise<unknown>): Promise<InstallError> => {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InstallError)) throw new Error(`expected an InstallError, got ${String(error)}`);
  return error;
};

// The stand-ins are shell scripts; on Windows the same code starts uv.exe and python.exe.
describe.runIf(process.platform !== "win32")("with stand-in installers", () => {
  test("a package without a lock is carried, one with a lock is missing until it is installed, then its folder is told", async () => {
    const where = await bare();
    expect(await store.find(where, "requests")).toEqual({ state: "carried" });
    expect(await store.find(where, "tidepool")).toEqual({ state: "missing", version: "1.2.0" });
    await program("uv", fine);
    const heard: string[] = [];
    await store.install(where, "tidepool", { onProgress: (what) => heard.push(what) });
    const found = await store.find(where, "tidepool");
    if (found.state !== "installed") throw new Error(found.state);
    expect(found.version).toBe("1.2.0");
    expect(await readFile(join(found.folder, "tidepool.py"), "utf8")).toBe("shore = 1\n");
    expect(heard).toEqual(["Collecting tidepool==1.2.0", "Downloading tidepool-1.2.0-py3-none-any.whl (1.7 MB)"]);
    expect(await left()).toHaveLength(1);
  });

  test("the installer gets the lock, its hashes, wheels only, and none of Python's or pip's switches that forbid a folder", async () => {
    process.env["PYTHONHOME"] = "/nowhere";
    try {
      const own = new PackageStore({
        requirements: at("locks"),
        folder: at("store"),
        env: { ...env(), PYTHONHOME: "/nowhere", PIP_INDEX_URL: "https://index.example" },
      });
      await program("uv", `echo "$*" >"${home}/said"; env >>"${home}/said"; ${fine}`);
      await own.install(await bare(), "tidepool");
    } finally {
      delete process.env["PYTHONHOME"];
    }
    const said = await readFile(at("said"), "utf8");
    expect(said).toMatch(/--no-deps --require-hashes --only-binary=:all: --target \S+ -r \S+packages\/tidepool.txt/);
    expect(said).toContain("PIP_INDEX_URL=https://index.example");
    expect(said).toContain("PIP_REQUIRE_VIRTUALENV=0");
    expect(said).not.toContain("PYTHONHOME");
  });

  test("without uv the interpreter's own pip is used, and without that the one it carries", async () => {
    const pip = await program("python-pip", `case "$*" in *--version*) exit 0;; *"-m pip install"*) ${fine};; *) exit 1;; esac`);
    await store.install(python(pip), "tidepool");
    expect(await store.find(python(pip), "tidepool")).toMatchObject({ state: "installed" });
    const carried = await program(
      "python-ensurepip",
      `case "$*" in *--version*) exit 1;; *ensurepip*) echo /bundled/pip-26-py3-none-any.whl;; *"-m pip install"*) [ "$PYTHONPATH" = /bundled/pip-26-py3-none-any.whl ] || exit 9; ${fine};; *) exit 1;; esac`,
    );
    const other = python(carried, { abi: "another" });
    await store.install(other, "tidepool");
    expect(await store.find(other, "tidepool")).toMatchObject({ state: "installed" });
    expect(await left()).toHaveLength(2);
  });

  test("interpreters that compiled code tells apart do not share a folder, and those it does not do", async () => {
    await program("uv", fine);
    const where = await bare();
    await store.install(where, "tidepool");
    expect(await store.find({ ...where, path: await program("python-other", "exit 1") }, "tidepool")).toMatchObject({ state: "installed" });
    expect(await store.find({ ...where, abi: ".cpython-313t-x86_64-linux-gnu.so linux-x86_64" }, "tidepool")).toMatchObject({
      state: "missing",
    });
    await writeFile(at("locks/packages/tidepool.txt"), "tidepool==1.3.0 \\\n    --hash=sha256:22\n");
    expect(await store.find(where, "tidepool")).toEqual({ state: "missing", version: "1.3.0" });
  });

  test("a Python with neither pip nor ensurepip gets pip's wheel, and where that fails is told what to install", async () => {
    const debian = await program(
      "python-debian",
      `case "$*" in *"-m pip install"*) [ -f "$PYTHONPATH" ] || exit 9; ${fine};; *fetch_pip.py*) echo wheel >"$3/pip-26-py3-none-any.whl";; *) exit 1;; esac`,
    );
    await store.install(python(debian), "tidepool");
    expect(await store.find(python(debian), "tidepool")).toMatchObject({ state: "installed" });
    expect(await left()).toHaveLength(1);
    const offline = await program("python-offline", "echo '<urlopen error [Errno -3] Temporary failure in name resolution>'; exit 1");
    const error = await failure(store.install(python(offline, { abi: "another" }), "tidepool"));
    expect(error.message).toContain("has neither pip nor ensurepip, and pip could not be fetched.");
    expect(error.message).toContain("could not be reached");
    expect(error.message).toContain("python3-pip");
    expect(await left()).toHaveLength(1);
  });

  test.each([
    [
      "no network",
      "ERROR: NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
      "could not be reached",
    ],
    [
      "a certificate of a proxy",
      "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))",
      "certificate is not trusted",
    ],
    [
      "a file that is another one",
      "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
      "not the one these labs were tested with",
    ],
    ["no wheel", "ERROR: No matching distribution found for tidepool==1.2.0", "no ready-made package for Python 3.13.1"],
    ["a full disk", "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"],
    ["a refused password", "ERROR: HTTP error 403 Client Error: Forbidden for url", "refused access"],
    ["something unheard of", "ERROR: the moon is in the wrong house", "The installer said: ERROR: the moon is in the wrong house"],
  ])("%s becomes a sentence, and nothing is left half installed", async (_what, said, sentence) => {
    await program("uv", `${target}; echo half >"$target/half.py"; echo "${said}" >&2; exit 1`);
    const where = await bare();
    const error = await failure(store.install(where, "tidepool"));
    expect(error.message).toContain("tidepool could not be installed.");
    expect(error.message).toContain(sentence);
    expect(error.output).toContain(said);
    expect(await left()).toEqual([]);
    expect(await store.find(where, "tidepool")).toMatchObject({ state: "missing" });
  });

  test("cancel ends the installer with all it started, and leaves nothing", async () => {
    await program("uv", `sleep 600 & echo "$!" >"${home}/pid"; echo "Downloading tidepool"; wait`);
    const abort = new AbortController();
    const where = await bare();
    const installing = store.install(where, "tidepool", { signal: abort.signal, onProgress: () => abort.abort(new Error("enough")) });
    await expect(installing).rejects.toThrow("enough");
    expect(isAlive(Number(await readFile(at("pid"), "utf8")))).toBe(false);
    expect(await left()).toEqual([]);
  });

  test("of two windows that install the same package one folder stays, whole", async () => {
    await program("uv", fine);
    const where = await bare();
    await Promise.all([store.install(where, "tidepool"), store.install(where, "tidepool")]);
    expect(await store.find(where, "tidepool")).toMatchObject({ state: "installed" });
    expect(await left()).toHaveLength(1);
  });

  test("installing again repairs a damaged package", async () => {
    await program("uv", fine);
    const where = await bare();
    await store.install(where, "tidepool");
    const found = await store.find(where, "tidepool");
    if (found.state !== "installed") throw new Error(found.state);
    await rm(join(found.folder, "tidepool.py"));
    await store.install(where, "tidepool");
    expect(existsSync(join(found.folder, "tidepool.py"))).toBe(true);
  });

  test("what a killed window left is swept once it is old, and what another one is making is not", async () => {
    await program("uv", fine);
    await mkdir(at("store/kelp-3-0.part-aaaa"), { recursive: true });
    await mkdir(at("store/kelp-3-0.part-bbbb"), { recursive: true });
    await utimes(at("store/kelp-3-0.part-aaaa"), new Date(0), new Date(0));
    await store.install(await bare(), "tidepool");
    expect((await left()).filter((name) => name.includes(".part-"))).toEqual(["kelp-3-0.part-bbbb"]);
  });

  test("a store that is a file is told with its path, and a name that leads elsewhere is no package", async () => {
    await program("uv", fine);
    await writeFile(at("store"), "");
    const error = await failure(store.install(await bare(), "tidepool"));
    expect(error.message).toContain(at("store"));
    expect(await store.find(await bare(), "../../etc/passwd")).toEqual({ state: "carried" });
  });

  test("uv brings a Python into our folder, and it must run", async () => {
    const where = await program(
      "brought",
      `echo '${JSON.stringify({ labkit: 1, version: "3.14.2", implementation: "CPython", executable: "", freeThreaded: false, abi: "x" })}'`,
    );
    const uv = await program(
      "uv",
      `echo "$UV_PYTHON_INSTALL_DIR $UV_PYTHON_INSTALL_BIN" >>"${home}/said"; [ "$2" = find ] && echo "${where}"; exit 0`,
    );
    expect(await bringPython(uv, at("pythons"), { env: env() })).toMatchObject({ found: true, path: where, version: "3.14.2" });
    expect(await readFile(at("said"), "utf8")).toContain(`${at("pythons")} 0`);
    await program("brought", "exit 3");
    expect((await failure(bringPython(uv, at("pythons"), { env: env() }))).message).toContain("does not run");
    await program("uv", "echo 'error: dns error: failed to lookup address' >&2; exit 2");
    expect((await failure(bringPython(uv, at("pythons"), { env: env() }))).message).toContain("could not be reached");
  });
});

describe.runIf(process.platform !== "win32")("with a real interpreter", () => {
  const path = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: [at("bin"), process.env["PATH"]].join(delimiter) });

  test("a package that neither the store nor the interpreter has is missing", async () => {
    await writeFile(at("locks/packages/no-such-package-at-all.txt"), "no-such-package-at-all==1\n");
    const real = python(await pythonForTests());
    const own = new PackageStore({ requirements: at("locks"), folder: at("store"), env: path() });
    expect(await own.find(real, "no-such-package-at-all")).toEqual({ state: "missing", version: "1" });
  });

  test("a file of an installed package that is gone or cut is named", async () => {
    const real = python(await pythonForTests());
    const own = new PackageStore({ requirements: at("locks"), folder: at("store"), env: path() });
    expect(await own.fault(real, "tidepool")).toBe("no package is in it");
    const info = "tidepool-1.2.0.dist-info";
    // A distribution as installers leave it: metadata and the list of its files.
    await program(
      "uv",
      `${target}; mkdir "$target/${info}"; cd "$target"; echo 'shore = 1' >tidepool.py
       printf 'Metadata-Version: 2.1\\nName: tidepool\\nVersion: 1.2.0\\n' >${info}/METADATA
       printf 'tidepool.py,sha256=x,10\\n../../bin/tidepool,sha256=x,7\\n${info}/METADATA,,\\n${info}/RECORD,,\\n' >${info}/RECORD`,
    );
    await own.install(real, "tidepool");
    expect(await own.fault(real, "tidepool")).toBeUndefined();
    const found = await own.find(real, "tidepool");
    if (found.state !== "installed") throw new Error(found.state);
    await writeFile(join(found.folder, "tidepool.py"), "shore");
    expect(await own.fault(real, "tidepool")).toBe("tidepool.py is missing or damaged");
    await rm(join(found.folder, "tidepool.py"));
    expect(await own.fault(real, "tidepool")).toBe("tidepool.py is missing or damaged");
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../scripts/setup/cache.mjs";
import { isCurrent } from "../../scripts/setup/currentNode.mjs";
import { mirrorIn } from "../../scripts/setup/debianPythons.mjs";
import { choose, findInterpreters, missing } from "../../scripts/setup/interpreters.mjs";
import { impure } from "../../scripts/setup/pythonPackages.mjs";
import { ends, enough } from "../../scripts/suites/python.mjs";

const python = (version: string, more = {}) => ({
  version,
  implementation: "cpython",
  freeThreaded: false,
  executable: "",
  path: `/${version}`,
  ...more,
});
const names = (found: { version: string }[]) => choose(found).map((one) => one.name);

describe("the interpreters chosen", () => {
  it("are the first found of each version, oldest first, free-threaded builds on their own", () => {
    const found = [python("3.14.8"), python("3.11.2"), python("3.13.1", { freeThreaded: true }), python("3.13.0"), python("3.11.7")];
    expect(names(found)).toEqual(["3.11", "3.13", "3.13t", "3.14"]);
    expect(choose(found)[0]?.path).toBe("/3.11.2");
  });

  it("leave out versions before 3.11 and other implementations", () => {
    expect(names([python("3.9.2"), python("3.10.1"), python("2.7.18"), python("3.11.9", { implementation: "pypy" })])).toEqual([]);
  });

  it("report which promised versions nobody serves; a free-threaded build does not serve one", () => {
    expect(missing([python("3.11.2"), python("3.13.0", { freeThreaded: true })])).toEqual(["3.12", "3.13", "3.14", "3.15"]);
  });

  it("are enough with 3.11 and one of 3.13 or later", () => {
    expect(enough([python("3.11.2"), python("3.12.1")])).toBe(false);
    expect(enough([python("3.12.1"), python("3.13.0")])).toBe(false);
    expect(enough([python("3.11.2"), python("3.15.0")])).toBe(true);
  });

  it("stand for all others at both ends, with the newest free-threaded build", () => {
    const found = choose([
      python("3.11.2"),
      python("3.12.1"),
      python("3.13.0", { freeThreaded: true }),
      python("3.14.8"),
      python("3.14.8", { freeThreaded: true }),
    ]);
    expect(ends(found).map((one) => one?.name)).toEqual(["3.11", "3.14", "3.14t"]);
    expect(ends(choose([python("3.12.1")])).map((one) => one?.name)).toEqual(["3.12"]);
  });

  it("are found on this machine, and a named program that is no Python is passed over", async () => {
    const found = await findInterpreters({ ...process.env, CONCURRENCY_LABS_PYTHONS: "/bin/false" });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((one) => /^3\.\d+\.\d+$/.test(one.version))).toBe(true);
  });
});

describe("the cache folder", () => {
  const home = join("/", "home", "ada");
  it("is the platform's usual one", () => {
    expect(cacheFolder({ env: {}, platform: "linux", home })).toBe(join(home, ".cache", "concurrency-labs"));
    expect(cacheFolder({ env: { XDG_CACHE_HOME: "/var/xdg" }, platform: "linux", home })).toBe(join("/var/xdg", "concurrency-labs"));
    expect(cacheFolder({ env: {}, platform: "darwin", home })).toBe(join(home, "Library", "Caches", "concurrency-labs"));
    expect(cacheFolder({ env: { LOCALAPPDATA: "/local" }, platform: "win32", home })).toBe(join("/local", "concurrency-labs"));
  });

  it("is the named one where a variable names it", () => {
    expect(cacheFolder({ env: { CONCURRENCY_LABS_CACHE: "/elsewhere" }, platform: "darwin", home })).toBe("/elsewhere");
  });
});

describe("set-up", () => {
  it("takes Node 22.12 and later as current", () => {
    expect(["20.20.2", "22.11.0", "22.12.0", "23.0.0", "24.21.0"].map(isCurrent)).toEqual([false, false, true, true, true]);
  });

  it("tells wheels that are not pure Python", () => {
    expect(impure(["a-1-py3-none-any.whl", "b-1-py2.py3-none-any.whl", "c-1-cp311-cp311-manylinux_2_17_x86_64.whl"])).toEqual([
      "c-1-cp311-cp311-manylinux_2_17_x86_64.whl",
    ]);
  });

  it("finds the machine's Debian mirror in both formats of apt's list", () => {
    expect(mirrorIn("Types: deb\n# old: http://a/\nURIs: http://mirror.example/debian\nSuites: bookworm\n")).toBe(
      "http://mirror.example/debian",
    );
    expect(mirrorIn("# deb http://not/this\ndeb [arch=amd64] http://mirror.example/debian bookworm main\n")).toBe(
      "http://mirror.example/debian",
    );
    expect(mirrorIn("")).toBeUndefined();
  });
});

import { delimiter, join } from "node:path";
import { pythonTools } from "../setup/pythonPackages.mjs";
import { add, tool } from "./report.mjs";

const bin = (root, ...path) => [process.execPath, join(root, "node_modules", ...path)];

/** The TypeScript compiler and mypy. */
export async function types({ root, interpreters, signal }) {
  const libraries = [await pythonTools(root, interpreters[0]), join(root, "dist/python-libs")];
  const env = { ...process.env, PYTHONPATH: libraries.join(delimiter), MYPYPATH: join(root, "src/python") };
  const mypy = ["-m", "mypy", "--config-file", join(root, "src/python/pyproject.toml"), "--cache-dir", join(root, ".mypy_cache")];
  return add(
    await tool("tsc", bin(root, "typescript/bin/tsc"), { cwd: root, signal }),
    await tool("mypy", [interpreters[0].path, ...mypy, join(root, "src/python/labkit"), join(root, "src/python/zipapp")], {
      cwd: root,
      env,
      signal,
    }),
  );
}

/** Biome for TypeScript, JavaScript, CSS and JSON; ruff for Python. Labs are part of it: learners read them. */
export async function lint({ root, interpreters, signal }) {
  const { biome, ruff } = await linters(root, interpreters[0], signal);
  return add(await biome("ci"), await ruff("check"), await ruff("format", "--check"));
}

/** Rewrites what the linters can mend. */
export async function format({ root, interpreters, signal }) {
  const { biome, ruff } = await linters(root, interpreters[0], signal);
  return add(await biome("check", "--write"), await ruff("check", "--fix"), await ruff("format"));
}

async function linters(root, interpreter, signal) {
  const env = { ...process.env, PYTHONPATH: await pythonTools(root, interpreter) };
  const config = ["--config", join(root, "src/python/pyproject.toml")];
  return {
    biome: (...args) => tool("biome", [...bin(root, "@biomejs/biome/bin/biome"), ...args], { cwd: root, signal }),
    ruff: (...args) =>
      tool(`ruff ${args[0]}`, [interpreter.path, "-m", "ruff", ...args, ...config, "src/python", "test", "labs", "scripts"], {
        cwd: root,
        env,
        signal,
      }),
  };
}

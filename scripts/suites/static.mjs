import { join } from "node:path";
import { pythonTools } from "../setup/pythonPackages.mjs";
import { add, tool } from "./report.mjs";

const bin = (root, ...path) => [process.execPath, join(root, "node_modules", ...path)];

/** The TypeScript compiler and mypy. */
export async function types({ root, interpreters }) {
  const env = { ...process.env, PYTHONPATH: await pythonTools(root, interpreters[0]), MYPYPATH: `${join(root, "src/python")}` };
  const mypy = ["-m", "mypy", "--config-file", join(root, "src/python/pyproject.toml"), "--cache-dir", join(root, ".mypy_cache")];
  return add(
    await tool("tsc", bin(root, "typescript/bin/tsc"), { cwd: root }),
    await tool("mypy", [interpreters[0].path, ...mypy, join(root, "src/python/labkit")], { cwd: root, env }),
  );
}

/** Biome for TypeScript, JavaScript, CSS and JSON; ruff for Python. */
export async function lint({ root, interpreters }) {
  const env = { ...process.env, PYTHONPATH: await pythonTools(root, interpreters[0]) };
  const ruff = (...args) => [interpreters[0].path, "-m", "ruff", ...args, "--config", join(root, "src/python/pyproject.toml"), "src/python", "test", "labs", "scripts"];
  return add(
    await tool("biome", [...bin(root, "@biomejs/biome/bin/biome"), "ci"], { cwd: root }),
    await tool("ruff check", ruff("check"), { cwd: root, env }),
    await tool("ruff format", ruff("format", "--check"), { cwd: root, env }),
  );
}

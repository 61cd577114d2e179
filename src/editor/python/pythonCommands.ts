import type * as vscode from "vscode";
import type { Parts } from "../parts";
import { Owner } from "../state/owner";
import { registerGetPython } from "./getPython";
import { registerPackageCommands } from "./packageCommands";
import { registerSelectInterpreter } from "./selectInterpreter";

/** @param pythons folder for a Python brought by uv */
export function registerPythonCommands(parts: Parts, pythons: string): vscode.Disposable {
  const { interpreter, trusted, log } = parts;
  const owner = new Owner();
  owner.own(registerSelectInterpreter(interpreter, trusted, log));
  owner.own(registerGetPython(pythons, trusted, log));
  owner.own(registerPackageCommands(parts));
  return owner;
}

import * as v from "valibot";
import * as vscode from "vscode";

/** Extensions that know which Python the learner chose, the newer first. Neither is required. */
const pythonEnvs = "ms-python.vscode-python-envs";
const python = "ms-python.python";
export const pythonExtensions = [pythonEnvs, python] as const;

const EnvironmentSchema = v.looseObject({ execInfo: v.looseObject({ run: v.looseObject({ executable: v.string() }) }) });
const ActivePathSchema = v.looseObject({ path: v.string() });
const ResolvedSchema = v.looseObject({ executable: v.looseObject({ uri: v.optional(v.looseObject({ fsPath: v.string() })) }) });

/** The parts of the two extensions' exports that are used. What they return is parsed. */
interface PythonEnvsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<unknown>;
}
interface PythonApi {
  environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
    resolveEnvironment(path: unknown): Promise<unknown>;
  };
}

/** Path of the interpreter chosen in a Python extension; undefined when none is installed, or it has no answer. */
export async function extensionChoice(scope: vscode.Uri | undefined, log: vscode.LogOutputChannel): Promise<string | undefined> {
  return (
    (await ask(log, pythonEnvs, (exports) => fromPythonEnvs(exports, scope))) ??
    (await ask(log, python, (exports) => fromPython(exports, scope)))
  );
}

async function ask(
  log: vscode.LogOutputChannel,
  id: string,
  question: (exports: unknown) => Promise<string | undefined>,
): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<unknown>(id);
  if (!extension) return undefined;
  try {
    return await question(await extension.activate());
  } catch (error) {
    log.warn(`${id} gave no interpreter: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function fromPythonEnvs(exports: unknown, scope: vscode.Uri | undefined): Promise<string | undefined> {
  if (!has<PythonEnvsApi>(exports, "getEnvironment")) return undefined;
  const parsed = v.safeParse(EnvironmentSchema, await exports.getEnvironment(scope));
  return parsed.success ? parsed.output.execInfo.run.executable : undefined;
}

async function fromPython(exports: unknown, scope: vscode.Uri | undefined): Promise<string | undefined> {
  if (!has<PythonApi>(exports, "environments")) return undefined;
  const chosen: unknown = exports.environments.getActiveEnvironmentPath(scope);
  const resolved = v.safeParse(ResolvedSchema, await exports.environments.resolveEnvironment(chosen));
  if (resolved.success && resolved.output.executable.uri) return resolved.output.executable.uri.fsPath;
  const active = v.safeParse(ActivePathSchema, chosen);
  return active.success ? active.output.path : undefined;
}

function has<T extends object>(value: unknown, key: keyof T & string): value is T {
  return typeof value === "object" && value !== null && key in value;
}

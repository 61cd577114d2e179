import { errorText } from "../errorText";
import { compileCommand, type KitPlaces } from "./kitCommand";
import { runTool } from "./tool";

/**
 * Compiles the kit for one interpreter, which halves the time to a run's first event. What is compiled already is left. A run
 * itself writes nothing: only code that comes with the extension or from a lock is compiled, never a learner's.
 * @returns why some of it was not compiled, a clause; undefined when all of it was. A slower start is the only harm.
 * @throws the signal's reason when it is aborted
 */
export async function compileKit(places: KitPlaces, signal: AbortSignal): Promise<string | undefined> {
  const { command, args, env } = compileCommand(places);
  try {
    const { code, output } = await runTool(command, args, { env, cwd: places.kitRoot, signal });
    return code === 0 ? undefined : (output.at(-1) ?? `it ended with ${code ?? "a signal"}`);
  } catch (error) {
    signal.throwIfAborted();
    return errorText(error);
  }
}

import * as vscode from "vscode";
import { errorText } from "../../runtime/errorText";
import { examineKit } from "../../runtime/process/kitDoctor";
import type { PythonFound } from "../../runtime/python/discover";
import type { Parts } from "../parts";
import { tellCourseFolder, tellJournal, tellStorage, tellTrust } from "./courseRows";
import type { Findings } from "./findings";
import { tellKit } from "./kitRows";
import { installedFolders, modulesWithLabs, packageRow, placesOf, tellPackages } from "./packageRows";
import { tellOthers, tellPython } from "./pythonRows";
import { type DoctorContext, tellVersions } from "./versionRows";

const { l10n } = vscode;

/** The rows in their order, all of them being looked at. */
export async function plan({ catalogue }: Parts, findings: Findings): Promise<void> {
  const modules = modulesWithLabs(await catalogue.load());
  findings.plan("python", l10n.t("Python"), {
    python: l10n.t("Python for the labs"),
    gil: l10n.t("GIL"),
    others: l10n.t("Other Pythons"),
  });
  findings.plan("packages", l10n.t("Packages"), {
    carried: l10n.t("Kit"),
    ...Object.fromEntries(
      modules.map((module) => [packageRow(module), l10n.t("Module {0}: {1}", module.entry.number, module.entry.title)]),
    ),
  });
  findings.plan("machine", l10n.t("Machine"), {
    cores: l10n.t("Cores"),
    processes: l10n.t("Processes"),
    loopback: l10n.t("Loopback"),
    temporary: l10n.t("Temporary files"),
    memory: l10n.t("Memory limit"),
  });
  findings.plan("course", l10n.t("Course"), {
    trust: l10n.t("Workspace trust"),
    folder: l10n.t("Course folder"),
    journal: l10n.t("Progress journal"),
    storage: l10n.t("Room for packages"),
  });
  findings.plan("versions", l10n.t("Versions"), {
    extension: l10n.t("Extension"),
    editor: l10n.t("VS Code"),
    system: l10n.t("System"),
  });
}

/**
 * Tells every row. What needs no process comes first; in a restricted workspace that is all.
 * @throws the signal's reason when it is aborted
 */
export async function examine(parts: Parts, context: DoctorContext, findings: Findings, signal: AbortSignal): Promise<void> {
  tellVersions(context, findings);
  tellTrust(parts, findings);
  tellJournal(parts, findings);
  await attempt(["folder"], () => tellCourseFolder(parts, findings));
  await attempt(["storage"], () => tellStorage(context.globalStorageUri.fsPath, findings));
  if (!parts.trusted.value) return;
  await attempt(["python"], async () => {
    parts.interpreter.forget();
    const python = await parts.interpreter.find();
    signal.throwIfAborted();
    tellPython(python, findings);
    if (python.found) await withPython(python);
    // Last, because it waits for every program that may hang.
    await attempt(["others"], () => tellOthers(parts.interpreter, python, findings, signal));
  });

  async function withPython(python: PythonFound): Promise<void> {
    const modules = modulesWithLabs(await parts.catalogue.load());
    await attempt(modules.map(packageRow), async () => {
      const places = await placesOf(parts.packages, python, modules, signal);
      const { kit, libs, course } = parts.roots;
      const packages = installedFolders(places);
      const report = await examineKit({ python: python.path, kitRoot: kit, libsRoot: libs, courseRoot: course, packages }, signal);
      tellKit(report, findings);
      await tellPackages({ packages: parts.packages, python, modules, places, report }, findings, signal);
    });
  }

  /** A look that fails costs its own rows. */
  async function attempt(rows: string[], look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      signal.throwIfAborted();
      parts.log.error(`Doctor: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      for (const row of rows)
        findings.tell(row, { state: "attention", found: [l10n.t("This could not be looked at: {0}.", errorText(error))] });
    }
  }
}

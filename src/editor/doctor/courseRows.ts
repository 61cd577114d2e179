import path from "node:path";
import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { lookAtPlace } from "../../runtime/place";
import type { Parts } from "../parts";
import { size } from "../state/words";
import type { Findings, Remedy } from "./findings";

const { l10n } = vscode;
const MEGABYTE = 1024 * 1024;
/** Free bytes below which work or progress may soon not be written. */
const LITTLE_FOR_WORK = 100 * MEGABYTE;
/** Free bytes below which the packages of a path may not fit. */
const LITTLE_FOR_PACKAGES = 500 * MEGABYTE;
const PROBLEMS_SHOWN = 5;

const command = (title: string, id: string): Remedy => ({ title, run: () => vscode.commands.executeCommand(id) });

export function tellTrust({ trusted }: Parts, findings: Findings): void {
  if (trusted.value) {
    findings.tell("trust", { state: "ok", found: [l10n.t("This workspace is trusted.")] });
    return;
  }
  findings.tell("trust", {
    state: "stops",
    found: [l10n.t("This workspace is restricted: nothing is started in it and no file is written.")],
    todo: [l10n.t("Trust the workspace to run labs in it.")],
    remedies: [command(l10n.t("Manage Workspace Trust"), "workbench.trust.manage")],
  });
}

export async function tellCourseFolder({ folder }: Parts, findings: Findings): Promise<void> {
  const course = folder.path.value;
  if (course === undefined) {
    findings.tell(
      "folder",
      folder.hasHome
        ? {
            state: "attention",
            found: [l10n.t("The course has no folder in this workspace yet.")],
            todo: [l10n.t("Start the course to make it.")],
            remedies: [command(l10n.t("Start the Course"), commands.start)],
          }
        : {
            state: "stops",
            found: [l10n.t("No folder is open, so there is no place for your files.")],
            remedies: [command(l10n.t("Open Folder"), "workbench.action.files.openFolder")],
          },
    );
    return;
  }
  const { free, refused } = await lookAtPlace(course);
  const found = [free === undefined ? course : l10n.t("{0}, {1} free", course, size(free))];
  if (refused !== undefined)
    findings.tell("folder", {
      state: "stops",
      found: [...found, l10n.t("It cannot be written: {0}.", refused)],
      todo: [l10n.t("Make the folder writable, or open a workspace elsewhere.")],
    });
  else if (free !== undefined && free < LITTLE_FOR_WORK)
    findings.tell("folder", {
      state: free < MEGABYTE ? "stops" : "attention",
      found,
      todo: [l10n.t("Make room on this disk, so that your work and progress can be written.")],
    });
  else findings.tell("folder", { state: "ok", found });
}

export function tellJournal({ folder }: Parts, findings: Findings): void {
  const { journal } = folder;
  if (!journal) {
    findings.tell("journal", { state: "ok", found: [l10n.t("There is none yet: it begins with the first lab.")] });
    return;
  }
  const { facts, problems, unsaved } = journal;
  const count = facts.length === 1 ? l10n.t("1 entry") : l10n.t("{0} entries", facts.length.toLocaleString("en"));
  const log = command(l10n.t("Show Log"), commands.showLog);
  if (unsaved.length > 0)
    findings.tell("journal", {
      state: "stops",
      found: [count, l10n.t("Not on the disk yet: {0}. They are kept in memory and written as soon as that works.", unsaved.length)],
      todo: [l10n.t("Make room on the disk or make the folder writable. Do not close this window before.")],
      remedies: [log],
    });
  else if (problems.length > 0)
    findings.tell("journal", {
      state: "attention",
      found: [
        l10n.t("{0}. Set aside, because it cannot be read: {1}.", count, problems.length),
        ...problems.slice(0, PROBLEMS_SHOWN).map(({ file, message }) => `${path.basename(file)}: ${message}`),
        ...(problems.length > PROBLEMS_SHOWN ? [l10n.t("{0} more are in the log.", problems.length - PROBLEMS_SHOWN)] : []),
      ],
      todo: [
        l10n.t("The rest counts, and nothing is deleted. To bring back what is set aside, restore the file from a backup or from Git."),
      ],
      remedies: [log],
    });
  else findings.tell("journal", { state: "ok", found: [l10n.t("{0}, each of them readable", count)] });
}

/** @param folder of the packages that labs need, made when first needed */
export async function tellStorage(folder: string, findings: Findings): Promise<void> {
  const { free, refused } = await lookAtPlace(folder);
  const found = [free === undefined ? folder : l10n.t("{0}, {1} free", folder, size(free))];
  if (refused !== undefined)
    findings.tell("storage", {
      state: "attention",
      found: [...found, l10n.t("It cannot be written: {0}.", refused)],
      todo: [l10n.t("Labs that need further packages cannot get them. Make the folder writable.")],
    });
  else if (free !== undefined && free < LITTLE_FOR_PACKAGES)
    findings.tell("storage", { state: "attention", found, todo: [l10n.t("Make room on this disk before you install packages.")] });
  else findings.tell("storage", { state: "ok", found });
}

import { arch, release, type } from "node:os";
import * as v from "valibot";
import * as vscode from "vscode";
import { pythonExtensions } from "../python/extensionChoice";
import type { Findings } from "./findings";

const { l10n } = vscode;
/** What the Doctor needs to know of the extension beside its parts. */
export type DoctorContext = Pick<vscode.ExtensionContext, "extension" | "globalStorageUri">;

const ManifestSchema = v.looseObject({ version: v.string() });

export function tellVersions({ extension }: DoctorContext, findings: Findings): void {
  const others = pythonExtensions.flatMap((id) => {
    const found = vscode.extensions.getExtension<unknown>(id);
    return found ? [`${id} ${versionOf(found)}`] : [];
  });
  findings.tell("extension", { state: "ok", found: [`${extension.id} ${versionOf(extension)}`, ...others] });
  const { appName, appHost, remoteName, language } = vscode.env;
  const where = [appHost, ...(remoteName === undefined ? [] : [l10n.t("remote: {0}", remoteName)]), language];
  findings.tell("editor", { state: "ok", found: [`${appName} ${vscode.version} (${where.join(", ")})`] });
  findings.tell("system", { state: "ok", found: [`${type()} ${release()} ${arch()}, Node ${process.versions.node}`] });
}

function versionOf({ packageJSON }: vscode.Extension<unknown>): string {
  const parsed = v.safeParse(ManifestSchema, packageJSON);
  return parsed.success ? parsed.output.version : "?";
}

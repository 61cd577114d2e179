import { existsSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";

/** Where the course and the kit are. */
export interface Roots {
  /** `labs/` */
  course: string;
  /** Folder that holds the package `labkit`. */
  kit: string;
  /** Python packages the extension carries. */
  libs: string;
  /** What is needed to install the packages of single labs: their locks and `fetch_pip.py`. */
  requirements: string;
}

/** In a package the kit lies beside the bundle; in the repository it is run from its source. */
export function rootsOf({ extensionPath, extensionMode }: vscode.ExtensionContext): Roots {
  const packaged = path.join(extensionPath, "dist", "python");
  const source = path.join(extensionPath, "src", "python");
  const kit = extensionMode === vscode.ExtensionMode.Production || !existsSync(source) ? packaged : source;
  return {
    course: path.join(extensionPath, "labs"),
    kit,
    requirements: path.join(kit, "requirements"),
    libs: path.join(extensionPath, "dist", "python-libs"),
  };
}

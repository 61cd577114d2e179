import { createHash } from "node:crypto";
import { access, lstat, mkdir, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { readStored } from "../../contract/storedFormat";
import { type Lab, workFiles } from "../../core/course";
import { errorCode, errorText } from "../errorText";
import { writeFileAtomic, writeNewFile } from "./atomicFile";
import { readRegularFile } from "./regularFile";
import { setNewerAside } from "./setAside";

/** Name of the file that says which starter a work folder was made from. */
export const MANIFEST = ".lab.json";
/** Folder in the course folder that holds what `resetLab` replaced. */
const SNAPSHOTS = ".snapshots";

export const MANIFEST_VERSION = 1;
const FORMAT = { field: "version", version: MANIFEST_VERSION } as const;

const ManifestSchema = v.looseObject({
  version: v.literal(MANIFEST_VERSION),
  lab: v.string(),
  /** By file: SHA-256, first 16 hexadecimal digits, of the starter it was copied from. */
  starter: v.record(v.string(), v.string()),
});
type Manifest = v.InferOutput<typeof ManifestSchema>;

/** Something in the course folder could not be read or written. The learner's files are as they were. */
export class WorkbookError extends Error {
  override readonly name = "WorkbookError";
  constructor(
    message: string,
    readonly file: string,
    /** For example ENOSPC. */
    readonly code?: string,
  ) {
    super(message);
  }
}

export interface OpenedLab {
  /** Absolute path of the lab's work folder. */
  folder: string;
  /** Absolute path of the lab's first file. */
  file: string;
  /** Files made now, relative to the folder; empty when all were there. */
  created: string[];
  /** Those of them that another lab brings. `own`: the learner's file of that lab, else its starter. */
  brought: { file: string; lab: string; own: boolean }[];
  /** Absolute path of the copy kept of a manifest that a later version of the extension wrote, and that had to be replaced. */
  aside?: string;
}

/** `<course>/<module folder>/<lab folder>`, absolute. */
export function workFolder(lab: Pick<Lab, "folder">, courseFolder: string): string {
  return join(courseFolder, basename(dirname(lab.folder)), basename(lab.folder));
}

/**
 * Copies the lab's starter, its visible checks and the files it brings into the course folder. Makes what is missing and never
 * touches a file that is there, so it can be called any number of times.
 * @throws WorkbookError
 */
export async function openLab(lab: Lab, courseFolder: string): Promise<OpenedLab> {
  const folder = workFolder(lab, courseFolder);
  const created: string[] = [];
  const manifest = (await readManifest(folder)) ?? { version: MANIFEST_VERSION, lab: lab.id, starter: {} };
  for (const [file, content] of await starterFiles(lab)) {
    await confine(courseFolder, folder, file);
    if (await guarded(join(folder, file), "could not be created", () => writeNewFile(join(folder, file), content))) {
      created.push(file);
      manifest.starter[file] = hashOf(content);
    }
  }
  const aside = created.length > 0 ? await writeManifest(folder, manifest) : undefined;
  const brought = await bring(lab, courseFolder);
  created.push(...brought.map(({ file }) => file));
  return { folder, file: join(folder, lab.file.files[0] ?? ""), created, brought, ...(aside === undefined ? {} : { aside }) };
}

/** Copies what earlier labs bring and is not there yet: the learner's own file where it can be read, else that lab's starter. */
async function bring(lab: Lab, courseFolder: string): Promise<OpenedLab["brought"]> {
  const folder = workFolder(lab, courseFolder);
  const brought: OpenedLab["brought"] = [];
  for (const other of lab.brought)
    for (const file of other.file.files) {
      const target = join(folder, file);
      await confine(courseFolder, folder, file);
      if (await exists(target)) continue;
      const own = await readRegularFile(join(workFolder(other, courseFolder), file)).catch(() => undefined);
      const content = own ?? (await fromLab(join(other.folder, "starter", file)));
      if (await guarded(target, "could not be created", () => writeNewFile(target, content)))
        brought.push({ file, lab: other.id, own: own !== undefined });
    }
  return brought;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Puts every starter file back. First the whole work folder is copied to `<course>/.snapshots/<lab>/<time>/` and the copy
 * compared; only then is anything written. Files of the learner's own stay.
 * @param at the time that names the snapshot
 * @throws WorkbookError
 */
export async function resetLab(lab: Lab, courseFolder: string, at = new Date()): Promise<{ snapshot: string; restored: string[] }> {
  const snapshot = await snapshotLab(lab, courseFolder, at);
  const folder = workFolder(lab, courseFolder);
  const restored: string[] = [];
  const starter: Record<string, string> = {};
  for (const [file, content] of await starterFiles(lab)) {
    await confine(courseFolder, folder, file);
    await guarded(join(folder, file), `could not be restored; your own version is in ${snapshot}`, () =>
      writeFileAtomic(join(folder, file), content),
    );
    restored.push(file);
    starter[file] = hashOf(content);
  }
  await writeManifest(folder, { version: MANIFEST_VERSION, lab: lab.id, starter });
  return { snapshot, restored };
}

/**
 * Copies every file of the lab's work folder to `<course>/.snapshots/<lab>/<time>/` and compares the copies.
 * Symbolic links are not followed. Returns the snapshot's absolute path.
 * @throws WorkbookError
 */
async function snapshotLab(lab: Lab, courseFolder: string, at: Date): Promise<string> {
  const folder = workFolder(lab, courseFolder);
  const parent = join(courseFolder, SNAPSHOTS, lab.id);
  await confine(courseFolder, parent, "");
  const snapshot = await freshFolder(parent, at.toISOString().replace(/[:.]/g, "-"));
  for (const file of await filesIn(folder)) {
    const content = await guarded(join(folder, file), "could not be read, so nothing was reset", () => readFile(join(folder, file)));
    const copy = join(snapshot, file);
    await guarded(copy, "could not be written, so nothing was reset", async () => {
      await writeNewFile(copy, content);
      if (!content.equals(await readFile(copy))) throw new Error("the copy differs from the file");
    });
  }
  return snapshot;
}

/** Writes a whole file of the lab's work folder that the extension makes. @throws WorkbookError, with nothing changed */
export async function writeWorkFile(lab: Lab, courseFolder: string, file: string, content: Uint8Array): Promise<void> {
  const folder = workFolder(lab, courseFolder);
  await confine(courseFolder, folder, file);
  await guarded(join(folder, file), "could not be written", () => writeFileAtomic(join(folder, file), content));
}

/**
 * What a pass is made on: SHA-256, first 16 hexadecimal digits, of the learner's files and of the lab's checks.
 * @param work absolute path of the lab's work folder
 */
export async function workHashes(lab: Lab, work: string): Promise<{ work: string; checks: string }> {
  const checks = join(lab.folder, "checks");
  const files = workFiles(lab);
  return { work: await hashFiles(work, files), checks: await hashFiles(checks, await filesIn(checks)) };
}

async function hashFiles(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    const content = await readRegularFile(join(folder, file)).catch(() => undefined);
    hash.update(`${file}\0${content === undefined ? "missing" : createHash("sha256").update(content).digest("hex")}\0`);
  }
  return hash.digest("hex").slice(0, 16);
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** Starter files and visible checks by their path in the work folder. */
async function starterFiles(lab: Lab): Promise<Map<string, Buffer>> {
  const starter = join(lab.folder, "starter");
  const files = new Map<string, Buffer>();
  for (const file of await filesIn(starter)) files.set(file, await fromLab(join(starter, file)));
  for (const file of lab.file.files) if (!files.has(file)) files.set(file, await fromLab(join(starter, file)));
  for (const file of lab.file.visible) files.set(file, await fromLab(join(lab.folder, file)));
  return files;
}

const fromLab = (path: string): Promise<Buffer> =>
  guarded(path, "belongs to the lab and could not be read; reinstall the extension", () => readFile(path));

/** Regular files under a folder, relative, with forward slashes, sorted. Links and caches are left out; no folder has no files. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await guarded(folder, "could not be read", async () => {
    try {
      return await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    }
  });
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.isFile() && !entry.name.endsWith(".pyc")) files.push(entry.name);
    else if (entry.isDirectory() && entry.name !== "__pycache__")
      files.push(...(await filesIn(join(folder, entry.name))).map((file) => `${entry.name}/${file}`));
  }
  return files.sort();
}

/** Refuses to write through a symbolic link that lies between the course folder and the file: it may lead anywhere. */
async function confine(courseFolder: string, folder: string, file: string): Promise<void> {
  for (let path = join(folder, file); path.length > courseFolder.length; path = dirname(path)) {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink())
      throw new WorkbookError(
        `${path} is a symbolic link. Concurrency Labs writes only into real folders and files; replace the link and try again.`,
        path,
      );
  }
}

async function freshFolder(parent: string, name: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const path = join(parent, attempt === 0 ? name : `${name}-${attempt}`);
    if (await exists(path)) continue;
    await guarded(path, "could not be created, so nothing was reset", () => mkdir(path, { recursive: true }));
    return path;
  }
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const content = await readRegularFile(join(folder, MANIFEST)).catch(() => undefined);
  if (content === undefined) return undefined;
  const stored = readStored(content.toString("utf8"), ManifestSchema, FORMAT);
  // Damaged: it holds nothing that cannot be worked out again.
  return stored.ok ? stored.value : undefined;
}

/** Returns the path of the copy where the manifest that was there is of a later version. */
async function writeManifest(folder: string, manifest: Manifest): Promise<string | undefined> {
  const path = join(folder, MANIFEST);
  return guarded(path, "could not be written", async () => {
    const aside = await setNewerAside(path, FORMAT);
    await writeFileAtomic(path, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
    return aside;
  });
}

async function guarded<T>(path: string, what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof WorkbookError) throw error;
    throw new WorkbookError(`${path} ${what}: ${errorText(error)}.`, path, errorCode(error));
  }
}

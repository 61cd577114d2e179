import { createHash } from "node:crypto";
import { access, lstat, mkdir, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { readStored } from "../../contract/storedFormat";
import type { Lab } from "../../core/course";
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
  /** Absolute path of the copy kept of a manifest that a later version of the extension wrote, and that had to be replaced. */
  aside?: string;
}

/** `<course>/<module folder>/<lab folder>`, absolute. */
export function workFolder(lab: Pick<Lab, "folder">, courseFolder: string): string {
  return join(courseFolder, basename(dirname(lab.folder)), basename(lab.folder));
}

/**
 * Copies the lab's starter and its visible checks into the course folder. Makes what is missing and never touches a file
 * that is there, so it can be called any number of times.
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
  return { folder, file: join(folder, lab.file.files[0] ?? ""), created, ...(aside === undefined ? {} : { aside }) };
}

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

/**
 * What a pass is made on: SHA-256, first 16 hexadecimal digits, of the learner's files and of the lab's checks.
 * @param work absolute path of the lab's work folder
 */
export async function workHashes(lab: Lab, work: string): Promise<{ work: string; checks: string }> {
  const checks = join(lab.folder, "checks");
  return { work: await hashFiles(work, lab.file.files), checks: await hashFiles(checks, await filesIn(checks)) };
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
  const read = async (path: string) =>
    guarded(path, "belongs to the lab and could not be read; reinstall the extension", () => readFile(path));
  for (const file of await filesIn(starter)) files.set(file, await read(join(starter, file)));
  for (const file of lab.file.files) if (!files.has(file)) files.set(file, await read(join(starter, file)));
  for (const file of lab.file.visible) files.set(file, await read(join(lab.folder, file)));
  return files;
}

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
    const taken = await access(path).then(
      () => true,
      () => false,
    );
    if (taken) continue;
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

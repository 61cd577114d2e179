import * as vscode from "vscode";
import type { KitReport } from "../../contract/doctor";
import type { Course, Module } from "../../core/course";
import type { PythonFound } from "../../runtime/python/discover";
import type { PackagePlace } from "../../runtime/python/packageStore";
import { type LabPackages, packagesOf, type Wanted } from "../python/labPackages";
import type { Finding, Findings, Remedy } from "./findings";

const { l10n } = vscode;

export type Places = ReadonlyMap<string, PackagePlace>;

export const modulesWithLabs = (course: Course): Module[] =>
  course.modules.filter((module) => module.labs.some((lab) => lab !== undefined));
export const packageRow = (module: Module): string => `module-${module.entry.number}`;
const needed = (module: Module): Set<string> => new Set(module.labs.flatMap((lab) => lab?.file.packages ?? []));
/** Also those its labs can do without. */
const namesOf = (module: Module): string[] => [...new Set(module.labs.flatMap((lab) => (lab ? packagesOf(lab) : [])))].sort();

/** Where each package of the modules' labs is. @throws the signal's reason when it is aborted */
export async function placesOf(packages: LabPackages, python: PythonFound, modules: Module[], signal: AbortSignal): Promise<Places> {
  const places = new Map<string, PackagePlace>();
  for (const name of new Set(modules.flatMap(namesOf))) {
    places.set(name, await packages.find(python, name));
    signal.throwIfAborted();
  }
  return places;
}

export const installedFolders = (places: Places): string[] =>
  [...places.values()].flatMap((place) => (place.state === "installed" ? [place.folder] : []));

export interface PackageLook {
  packages: LabPackages;
  python: PythonFound;
  modules: Module[];
  places: Places;
  /** The kit knows what can be imported. A clause when it gave no report. */
  report: KitReport | string;
}

/** A row for each module with the packages of its labs. @throws the signal's reason when it is aborted */
export async function tellPackages(look: PackageLook, findings: Findings, signal: AbortSignal): Promise<void> {
  for (const module of look.modules) {
    const packages: Package[] = [];
    const required = needed(module);
    for (const name of namesOf(module)) {
      packages.push({ ...(await inspect(look, name)), optional: !required.has(name) });
      signal.throwIfAborted();
    }
    findings.tell(packageRow(module), finding(look, module, packages));
  }
}

interface Package {
  name: string;
  place: PackagePlace;
  version: string;
  /** Why it cannot be used though it is there, a clause. */
  fault: string | undefined;
  /** Its labs have a way without it. */
  optional: boolean;
}

async function inspect({ packages, python, places, report }: PackageLook, name: string): Promise<Omit<Package, "optional">> {
  const place = places.get(name) ?? (await packages.find(python, name));
  const seen = typeof report === "string" ? undefined : report.packages.find((one) => one.name === name);
  const damaged = place.state === "installed" ? await packages.fault(python, name) : undefined;
  const unusable = place.state === "missing" || !seen || seen.importable ? undefined : (seen.fault ?? l10n.t("it is not there"));
  return { name, place, version: place.state === "carried" ? (seen?.version ?? "") : place.version, fault: damaged ?? unusable };
}

function finding({ packages, python }: PackageLook, module: Module, all: Package[]): Finding {
  const missing = all.filter(({ place }) => place.state === "missing");
  const broken = all.filter(({ fault }) => fault !== undefined);
  // What the extension carries has no lock to be installed from.
  const repairable = broken.filter(({ place }) => place.state !== "carried");
  const install = (title: string, some: Package[]): Remedy[] =>
    some.length === 0 ? [] : [{ title, run: () => packages.install(python, some.map(wanted), reason(module, some)) }];
  const lacking = ({ optional }: Package): boolean => !optional;
  return {
    state: broken.some(lacking) ? "stops" : broken.length > 0 || missing.some(lacking) ? "attention" : "ok",
    found: all.length === 0 ? [l10n.t("Its labs need no packages.")] : all.map(words),
    todo: [
      ...(broken.length > repairable.length ? [l10n.t("Install the extension anew.")] : []),
      ...(missing.length > 0 ? [l10n.t("Installed when a lab first needs it, or now.")] : []),
    ],
    remedies: [...install(l10n.t("Install"), missing), ...install(l10n.t("Repair"), repairable)],
  };
}

function reason({ entry }: Module, some: Package[]): string {
  return some.every(({ optional }) => optional)
    ? l10n.t("Module {0} can use {1}.", entry.number, listed(some))
    : l10n.t("Module {0} needs {1}.", entry.number, listed(some));
}

const wanted = ({ name, version }: Package): Wanted => ({ name, version });
const listed = (some: Package[]): string => some.map(({ name }) => name).join(", ");

function words({ name, version, place, fault, optional }: Package): string {
  const titled = `${name} ${version}`.trim();
  if (fault !== undefined) return l10n.t("{0} cannot be used: {1}", titled, fault);
  switch (place.state) {
    case "carried":
      return l10n.t("{0}, comes with the extension", titled);
    case "installed":
      return l10n.t("{0}, installed for the labs", titled);
    case "own":
      return l10n.t("{0}, of this Python itself", titled);
    case "missing":
      return optional ? l10n.t("{0} is not installed; its labs can do without", titled) : l10n.t("{0} is not installed", titled);
    default: {
      const unknown: never = place;
      return unknown;
    }
  }
}

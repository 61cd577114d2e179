import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { commands, type PageKind } from "../../contract/ids";
import type { FromPage } from "../../contract/pages";
import type { Lab } from "../../core/course";
import { fits } from "../../core/drawing";
import { tell } from "../state/notice";
import { type LinkTarget, readLink, readPlace } from "./links";
import { labIdOf, type PageSources, whatBlocks } from "./pageStates";
import type { Pages } from "./pages";

export interface Intent {
  kind: PageKind;
  /** A lab's id, a module's number, `lab/check` of an interleaving, or `doctor`. */
  subject: string;
  message: Exclude<FromPage, { type: "ready" | "chart" }>;
}

const run = (command: string, ...args: unknown[]): Thenable<unknown> => vscode.commands.executeCommand(command, ...args);

/** Does what a page asks for. A page names labs, checks and relative places; what these mean is decided here. */
export async function fulfil(sources: PageSources, pages: Pages, { kind, subject: shown, message }: Intent): Promise<void> {
  const { parts, quizzes, doctor } = sources;
  const subject = labIdOf(shown);
  const { catalogue, folder, runs } = parts;
  switch (message.type) {
    case "runChecks":
      await run(commands.runChecks, subject, message.check);
      return;
    case "runBenchmark":
      await run(commands.runBenchmark, subject);
      return;
    case "cancel":
      if (kind === "doctor") doctor.cancel();
      else runs.active(subject)?.cancel();
      return;
    case "hint":
      await run(commands.nextHint, subject);
      return;
    case "solution":
      await run(commands.compareSolution, subject, message.name);
      return;
    case "reset":
      await run(commands.resetLab, subject);
      return;
    case "openLab":
      await run(commands.openLab, message.lab);
      return;
    case "openModule":
      await run(commands.openModulePage, message.module);
      return;
    case "openPlace":
      await follow(sources, pages, kind, subject, readPlace(message.file, message.line), message.file);
      return;
    case "openLink":
      await follow(sources, pages, kind, subject, readLink(message.href), message.href);
      return;
    case "showResults":
      await pages.show("results", subject);
      return;
    case "showBenchmark":
      await run(commands.showBenchmark, subject);
      return;
    case "showInterleaving":
      await run(commands.showInterleaving, subject, message.check);
      return;
    case "step":
      await sources.replay.moveTo(await catalogue.lab(subject), shown.slice(subject.length + 1), message.step, message.follow);
      return;
    case "openScenario":
      await sources.scenarios.open(await catalogue.lab(subject), message.file, message.line);
      return;
    case "predict": {
      const lab = await catalogue.lab(subject);
      if (!lab.file.bench?.predictions.some((prediction) => prediction.id === message.prediction)) return;
      await folder.record({ fact: "predicted", lab: lab.id, prediction: message.prediction, values: message.values });
      return;
    }
    case "showTimelines":
      await run(commands.showTimelines, subject);
      return;
    case "fillReport":
      await run(commands.fillReport, subject);
      return;
    case "draw": {
      const lab = await catalogue.lab(subject);
      const timeline = lab.file.timelines?.find((one) => one.id === message.timeline);
      // Where there is no folder the page has said that the drawing is not kept.
      if (!timeline || !fits(message.lanes, timeline) || folder.path.value === undefined) return;
      await folder.record({ fact: "drawn", lab: lab.id, timeline: timeline.id, lanes: message.lanes });
      return;
    }
    case "exportCsv":
      await run(commands.exportBenchmarkCsv, subject);
      return;
    case "exportChart":
      await run(message.format === "png" ? commands.exportBenchmarkPng : commands.exportBenchmarkSvg, subject);
      return;
    case "compareRuns":
      await run(commands.compareBenchmark, subject);
      return;
    case "endComparison":
      await parts.figures.earlier.choose(await catalogue.lab(subject), undefined);
      return;
    case "copy":
      await vscode.env.clipboard.writeText(message.text);
      return;
    case "answer":
      await quizzes.answer(await catalogue.module(Number(subject)), message.question, message.answer);
      return;
    case "nextQuestion":
      quizzes.next(await catalogue.module(Number(subject)));
      return;
    case "restartQuiz":
      quizzes.restart(await catalogue.module(Number(subject)));
      return;
    case "repair": {
      const command = whatBlocks(parts)?.command;
      if (command !== undefined) await run(command);
      return;
    }
    case "openDoctor":
      await run(commands.doctor);
      return;
    case "examine":
      await doctor.examine();
      return;
    case "copyReport":
      await vscode.env.clipboard.writeText(doctor.report());
      tell("info", vscode.l10n.t("The report is on the clipboard. Your home folder stands in it as ~, your name does not."));
      return;
    case "selectPython":
      await run(commands.selectInterpreter);
      return;
    case "getPython":
      await run(commands.getPython);
      return;
    case "downloadPackages":
      await run(commands.downloadPackages);
      return;
    case "remedy":
      await doctor.remedy(message.row, message.action);
      return;
    default: {
      const unknown: never = message;
      return unknown;
    }
  }
}

async function follow(
  { parts }: PageSources,
  pages: Pages,
  kind: PageKind,
  subject: string,
  target: LinkTarget,
  written: string,
): Promise<void> {
  switch (target.kind) {
    case "lab":
      await pages.show("lab", target.id);
      return;
    case "module":
      await pages.show("module", String(target.number));
      return;
    case "quiz":
      await pages.show("module", String(target.number), { anchor: "quiz" });
      return;
    case "web":
      await vscode.env.openExternal(vscode.Uri.parse(target.url, true));
      return;
    case "anchor":
      await pages.show(kind, subject, { anchor: target.anchor });
      return;
    case "refused":
      parts.log.warn(`A link of the ${kind} page was not opened: ${written.slice(0, 200)} (${target.reason})`);
      return;
    case "file": {
      const file = await locate(
        parts.folder.path.value,
        kind === "module" ? undefined : await parts.catalogue.lab(subject),
        kind === "module" ? (await parts.catalogue.module(Number(subject))).folder : undefined,
        target.path,
        (lab) => parts.folder.workFolder(lab),
      );
      if (file === undefined) {
        parts.log.warn(`A link of the ${kind} page was not opened: ${target.path} is neither in the work folder nor beside the page`);
        void vscode.window.showInformationMessage(vscode.l10n.t("{0} is not there yet. Open the lab to get its files.", target.path));
        return;
      }
      const position = new vscode.Position((target.line ?? 1) - 1, 0);
      await vscode.window.showTextDocument(vscode.Uri.file(file), {
        viewColumn: vscode.ViewColumn.One,
        preview: true,
        ...(target.line ? { selection: new vscode.Range(position, position) } : {}),
      });
      return;
    }
    default: {
      const unknown: never = target;
      return unknown;
    }
  }
}

/** The learner's file first, else the one beside the page. A symbolic link that leads out of its folder is not followed. */
async function locate(
  course: string | undefined,
  lab: Lab | undefined,
  module: string | undefined,
  relative: string,
  work: (lab: Lab) => string,
): Promise<string | undefined> {
  const roots = [
    ...(lab && course !== undefined ? [work(lab)] : []),
    ...(lab ? [lab.folder] : []),
    ...(module !== undefined ? [module] : []),
  ];
  for (const root of roots) {
    const file = path.join(root, relative);
    try {
      const [real, home] = await Promise.all([realpath(file), realpath(root)]);
      if (real.startsWith(`${home}${path.sep}`) && (await stat(real)).isFile()) return file;
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}

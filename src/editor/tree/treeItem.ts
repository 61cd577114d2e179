import * as vscode from "vscode";
import type { PathId } from "../../contract/course";
import { commands } from "../../contract/ids";
import { type Course, type Lab, labsOfPath, type Module, upNext } from "../../core/course";
import { checkStatus, checksPassed, labStatus, type Progress, stepStatus } from "../../core/progress";
import { hasReport } from "../../core/report/marks";
import { duration, minutes, plain, statusIcon, statusWord } from "../state/words";
import type { Row } from "./rows";

const { l10n } = vscode;
const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** What a row's look depends on. */
export interface Outlook {
  course: Course;
  progress: Progress;
  path: PathId;
  running(lab: string): boolean;
}

/** How a row looks. Its accessible name starts with the row's own name, not with the tooltip. */
export function treeItem(row: Row, outlook: Outlook): vscode.TreeItem {
  const item = look(row, outlook);
  const name = typeof item.label === "string" ? item.label : (item.label?.label ?? "");
  item.accessibilityInformation = { label: typeof item.description === "string" ? `${name}, ${item.description}` : name };
  return item;
}

function look(row: Row, outlook: Outlook): vscode.TreeItem {
  switch (row.row) {
    case "upNext":
      return upNextItem(row.lab, outlook.progress);
    case "path":
      return pathItem(outlook);
    case "module":
      return moduleItem(row.module, outlook);
    case "lab":
      return labItem(row.lab, row.onPath, outlook);
    case "brokenLab": {
      const item = new vscode.TreeItem(`${row.entry.id} ${row.entry.title}`, None);
      item.id = `lab ${row.entry.id}`;
      item.description = l10n.t("cannot be read");
      item.iconPath = statusIcon("setup");
      item.tooltip = `${row.problem.file}: ${row.problem.message}`;
      item.command = { command: commands.showLog, title: l10n.t("Show Log") };
      return item;
    }
    case "step":
      return stepItem(row.lab, row.number, outlook);
    case "quiz":
      return quizItem(row.module, outlook.progress);
    default: {
      const unknown: never = row;
      return unknown;
    }
  }
}

function upNextItem(lab: Lab, progress: Progress): vscode.TreeItem {
  const item = new vscode.TreeItem(l10n.t("Up next"), None);
  item.id = "up next";
  const { passed, total } = checksPassed(lab, progress);
  const state = labStatus(lab, progress) === "inProgress" ? l10n.t("{0} of {1} checks", passed, total) : minutes(lab.file.minutes);
  item.description = `${lab.id} ${lab.file.title} · ${state}`;
  item.iconPath = new vscode.ThemeIcon("arrow-right");
  item.tooltip = labTooltip(lab);
  item.contextValue = contextValue(lab);
  item.command = { command: commands.openLab, title: l10n.t("Open Lab"), arguments: [lab.id] };
  return item;
}

function pathItem({ course, progress, path }: Outlook): vscode.TreeItem {
  const found = course.paths.find((candidate) => candidate.id === path);
  const labs = labsOfPath(course, path);
  const item = new vscode.TreeItem(found?.title ?? path, Expanded);
  item.id = "path";
  item.description = l10n.t("{0} of {1} labs", labs.filter((lab) => labStatus(lab, progress) === "passed").length, labs.length);
  item.iconPath = new vscode.ThemeIcon("milestone");
  if (found) item.tooltip = l10n.t("{0}\n{1} of its labs are in this version.", found.summary, labs.length);
  item.contextValue = "path";
  return item;
}

function moduleItem(module: Module, { course, progress, path }: Outlook): vscode.TreeItem {
  const shipped = module.labs.filter((lab) => lab !== undefined);
  const passed = shipped.filter((lab) => labStatus(lab, progress) === "passed").length;
  const total = module.entry.labs.length;
  const item = new vscode.TreeItem(`${module.entry.number} ${module.entry.title}`, shipped.length === 0 && !module.quiz ? None : Collapsed);
  item.id = `module ${module.entry.number}`;
  if (shipped.length === 0) item.description = l10n.t("not in this version");
  else if (passed === total) item.description = l10n.t("done");
  else if (shipped.length < total) item.description = l10n.t("{0} of {1} labs · {2} passed", shipped.length, total, passed);
  else item.description = total === 1 ? l10n.t("1 lab · {0} passed", passed) : l10n.t("{0} labs · {1} passed", total, passed);
  if (passed > 0 && passed === shipped.length) item.iconPath = statusIcon("passed");
  // What is up next is in sight when the tree first shows.
  if (upNext(course, progress, path)?.module === module.entry.number) item.collapsibleState = Expanded;
  if (module.file) {
    item.tooltip = new vscode.MarkdownString(
      [`**${plain(module.entry.title)}**`, plain(module.file.summary), ...module.file.goals.map((goal) => `- ${plain(goal)}`)].join("\n\n"),
    );
    item.contextValue = "module";
  } else item.tooltip = module.entry.title;
  return item;
}

function labItem(lab: Lab, onPath: boolean, outlook: Outlook): vscode.TreeItem {
  const item = new vscode.TreeItem(`${lab.id} ${lab.file.title}`, Collapsed);
  item.id = `lab ${lab.id}`;
  item.description = [minutes(lab.file.minutes), labWord(lab, outlook), ...(onPath ? [] : [l10n.t("not on this path")])].join(" · ");
  item.iconPath = labIcon(lab, outlook);
  item.tooltip = labTooltip(lab);
  item.contextValue = contextValue(lab);
  item.command = { command: commands.openLab, title: l10n.t("Open Lab"), arguments: [lab.id] };
  return item;
}

function labWord(lab: Lab, { course, progress, running }: Outlook): string {
  if (running(lab.id)) return statusWord("running");
  const status = labStatus(lab, progress);
  if (status === "passed") return statusWord("passed");
  if (status === "inProgress") {
    const { passed, total } = checksPassed(lab, progress);
    return l10n.t("{0} of {1} checks", passed, total);
  }
  const before = lab.file.after.filter((id) => {
    const other = course.labs.get(id);
    return other && labStatus(other, progress) !== "passed";
  });
  return before.length > 0 ? l10n.t("after {0}", before.join(", ")) : l10n.t("not started");
}

function labIcon(lab: Lab, { progress, running }: Outlook): vscode.ThemeIcon {
  if (running(lab.id)) return statusIcon("running");
  const status = labStatus(lab, progress);
  if (status === "passed") return new vscode.ThemeIcon("pass-filled", new vscode.ThemeColor("testing.iconPassed"));
  return status === "inProgress" ? new vscode.ThemeIcon("color-mode") : statusIcon("notRun");
}

function stepItem(lab: Lab, number: number, { progress, running }: Outlook): vscode.TreeItem {
  const step = lab.file.steps[number - 1];
  const checks = lab.file.checks.filter((check) => check.step === number);
  const status = stepStatus(lab, number, progress);
  const item = new vscode.TreeItem(`${number}. ${step?.title ?? ""}`, None);
  item.id = `lab ${lab.id} step ${number}`;
  const passed = checks.filter((check) => checkStatus(lab, check.id, progress) === "passed").length;
  const word = status === "failed" && checks.length > 1 ? l10n.t("{0} of {1} checks", passed, checks.length) : statusWord(status);
  item.description = step?.core === false ? `${word} · ${l10n.t("optional")}` : word;
  item.iconPath = running(lab.id) ? statusIcon("running") : statusIcon(status);
  item.tooltip = step?.goal;
  item.command = { command: commands.openLabPage, title: l10n.t("Open Lab Page"), arguments: [lab.id, String(number)] };
  item.contextValue = "step";
  return item;
}

function quizItem(module: Module, progress: Progress): vscode.TreeItem {
  const id = module.quiz?.id ?? "";
  const answered = new Map((progress.answers.get(id) ?? []).map((fact) => [fact.question, fact.correct]));
  const right = [...answered.values()].filter(Boolean).length;
  const item = new vscode.TreeItem(l10n.t("Quiz {0}", module.entry.number), None);
  item.id = `quiz ${id}`;
  item.description =
    answered.size === 0 ? l10n.t("{0} questions", module.quiz?.asked ?? 0) : l10n.t("{0} of {1} answered right", right, answered.size);
  item.iconPath = new vscode.ThemeIcon("question");
  item.tooltip = module.quiz?.title;
  item.contextValue = "quiz";
  item.command = { command: commands.takeQuiz, title: l10n.t("Take Quiz"), arguments: [module.entry.number] };
  return item;
}

function labTooltip(lab: Lab): vscode.MarkdownString {
  const { file } = lab;
  const lines = [
    `**${lab.id} ${plain(file.title)}**`,
    plain(file.summary),
    file.goals.map((goal) => `- ${plain(goal)}`).join("\n"),
    file.coreMinutes < file.minutes
      ? l10n.t("{0}, of these {1} for the core steps", duration(file.minutes), duration(file.coreMinutes))
      : duration(file.minutes),
  ];
  return new vscode.MarkdownString(lines.join("\n\n"));
}

/** `lab.bench…` when the lab has a benchmark, so that menus can tell. */
const contextValue = ({ file }: Lab): string => (file.bench ? "lab.bench" : hasReport(file) ? "lab.report" : "lab.plain");

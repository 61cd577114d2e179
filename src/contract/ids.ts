/** Every name the manifest and the code share. `test/house` compares this file with package.json both ways. */

export const extensionId = "concurrency-labs.concurrency-labs";
export const taskType = "concurrencyLabs";
export const problemMatcher = "concurrencyLabs";
export const taskActions = ["check", "bench", "run"] as const;
export type TaskAction = (typeof taskActions)[number];

export const views = {
  container: "concurrencyLabs",
  course: "concurrencyLabs.course",
  progress: "concurrencyLabs.progress",
} as const;

/** Webview panel types; each has a serializer, so a page comes back after a restart. */
export const pages = {
  lab: "concurrencyLabs.labPage",
  module: "concurrencyLabs.modulePage",
  results: "concurrencyLabs.resultsPage",
  bench: "concurrencyLabs.benchPage",
  timeline: "concurrencyLabs.timelinePage",
  interleaving: "concurrencyLabs.interleavingPage",
  doctor: "concurrencyLabs.doctorPage",
} as const;
export type PageKind = keyof typeof pages;

export const commands = {
  start: "concurrencyLabs.start",
  openUpNext: "concurrencyLabs.openUpNext",
  openLab: "concurrencyLabs.openLab",
  openLabPage: "concurrencyLabs.openLabPage",
  openModulePage: "concurrencyLabs.openModulePage",
  takeQuiz: "concurrencyLabs.takeQuiz",
  runChecks: "concurrencyLabs.runChecks",
  runBenchmark: "concurrencyLabs.runBenchmark",
  runFile: "concurrencyLabs.runFile",
  cancelRun: "concurrencyLabs.cancelRun",
  showResults: "concurrencyLabs.showResults",
  showBenchmark: "concurrencyLabs.showBenchmark",
  showTimelines: "concurrencyLabs.showTimelines",
  showInterleaving: "concurrencyLabs.showInterleaving",
  compareBenchmark: "concurrencyLabs.compareBenchmark",
  exportBenchmarkCsv: "concurrencyLabs.exportBenchmarkCsv",
  exportBenchmarkPng: "concurrencyLabs.exportBenchmarkPng",
  exportBenchmarkSvg: "concurrencyLabs.exportBenchmarkSvg",
  fillReport: "concurrencyLabs.fillReport",
  nextHint: "concurrencyLabs.nextHint",
  compareSolution: "concurrencyLabs.compareSolution",
  resetLab: "concurrencyLabs.resetLab",
  choosePath: "concurrencyLabs.choosePath",
  selectInterpreter: "concurrencyLabs.selectInterpreter",
  getPython: "concurrencyLabs.getPython",
  installPackages: "concurrencyLabs.installPackages",
  downloadPackages: "concurrencyLabs.downloadPackages",
  doctor: "concurrencyLabs.doctor",
  openWalkthrough: "concurrencyLabs.openWalkthrough",
  showLog: "concurrencyLabs.showLog",
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const settings = {
  pythonPath: "concurrencyLabs.pythonPath",
  path: "concurrencyLabs.path",
  courseFolder: "concurrencyLabs.courseFolder",
  callSeconds: "concurrencyLabs.limits.callSeconds",
  cpuSeconds: "concurrencyLabs.limits.cpuSeconds",
  memoryMegabytes: "concurrencyLabs.limits.memoryMegabytes",
  processes: "concurrencyLabs.limits.processes",
  outputKilobytes: "concurrencyLabs.limits.outputKilobytes",
} as const;

/** Context keys for `when` and `enablement` clauses. */
export const contexts = {
  /** A course folder exists in the workspace. */
  ready: "concurrencyLabs.ready",
  running: "concurrencyLabs.running",
  /** Some lab is the current one (the last opened, or the one of the active editor). */
  hasLab: "concurrencyLabs.hasLab",
  hasBenchmark: "concurrencyLabs.hasBenchmark",
  hasTimelines: "concurrencyLabs.hasTimelines",
  /** The current lab has a report to fill. */
  hasReport: "concurrencyLabs.hasReport",
  hasResults: "concurrencyLabs.hasResults",
  /** A check of the current lab has an interleaving to show. */
  hasInterleaving: "concurrencyLabs.hasInterleaving",
} as const;

/** `testMessage` of a failed check that has an interleaving to show. */
export const interleavingMessage = "concurrencyLabs.interleaving";

export const testController = "concurrencyLabs";
export const walkthrough = "concurrencyLabs.welcome";
export const statusBarItem = "concurrencyLabs.status";

import type { PageState } from "../../../src/contract/pages";
import * as bench from "./bench";
import * as doctor from "./doctor";
import * as interleaving from "./interleaving";
import * as lab from "./lab";
import * as module from "./module";
import * as timeline from "./timeline";

/** Every sample page by the name its picture gets. */
export const samplePages: Record<string, PageState> = {
  "lab-failing": lab.lab,
  "lab-running": lab.labRunning,
  "lab-passed": lab.labPassed,
  "lab-blocked": lab.labBlocked,
  "results-failed": lab.results,
  "results-explored": lab.resultsExplored,
  "results-running": lab.resultsRunning,
  "results-setup": lab.resultsSetup,
  "bench-fresh": bench.benchFresh,
  "bench-predicted": bench.benchPredicted,
  "bench-running": bench.benchRunning,
  "bench-done": bench.benchDone,
  "bench-one": bench.benchOne,
  "bench-compared": bench.benchCompared,
  "bench-large": bench.benchLarge,
  "bench-cancelled": bench.benchCancelled,
  "timeline-fresh": timeline.timelineFresh,
  "timeline-run": timeline.timelineRun,
  "timeline-last": timeline.timelineLast,
  "module-question": module.module,
  "module-wrong": module.moduleWrong,
  "module-over": module.moduleOver,
  "interleaving-lost": interleaving.lost,
  "interleaving-deadlock": interleaving.deadlock,
  "interleaving-passed": interleaving.passedSince,
  "doctor-idle": doctor.idle,
  "doctor-looking": doctor.looking,
  "doctor-well": doctor.well,
  "doctor-trouble": doctor.trouble,
  "doctor-restricted": doctor.restricted,
};

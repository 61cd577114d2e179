import * as vscode from "vscode";
import { settings as keys } from "../../contract/ids";
import { readSetting, type SettingValues } from "../../contract/settings";
import { Observable, type Watched } from "./observable";
import { Owner } from "./owner";

/** Every setting as a value with a change event; nothing else reads configuration. */
export type Settings = { [K in keyof SettingValues]: Watched<SettingValues[K]> } & vscode.Disposable;

export function watchSettings(): Settings {
  const owner = new Owner();
  const watch = <K extends keyof SettingValues>(name: K): Watched<SettingValues[K]> => {
    const key = keys[name];
    const read = (): SettingValues[K] => readSetting[name](vscode.workspace.getConfiguration().get<unknown>(key));
    const observable = owner.own(new Observable(read()));
    owner.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(key)) observable.value = read();
      }),
    );
    return observable;
  };
  return {
    pythonPath: watch("pythonPath"),
    path: watch("path"),
    courseFolder: watch("courseFolder"),
    callSeconds: watch("callSeconds"),
    cpuSeconds: watch("cpuSeconds"),
    memoryMegabytes: watch("memoryMegabytes"),
    processes: watch("processes"),
    outputKilobytes: watch("outputKilobytes"),
    dispose: () => owner.dispose(),
  };
}

import * as vscode from "vscode";

/** What may be read and watched, not set. */
export interface Watched<T> {
  readonly value: T;
  readonly onDidChange: vscode.Event<T>;
}

/** A value with a change event. Setting an equal value (`Object.is`) fires nothing. */
export class Observable<T> implements Watched<T>, vscode.Disposable {
  readonly #emitter = new vscode.EventEmitter<T>();
  #value: T;
  readonly onDidChange = this.#emitter.event;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#emitter.fire(value);
  }

  dispose(): void {
    this.#emitter.dispose();
  }
}

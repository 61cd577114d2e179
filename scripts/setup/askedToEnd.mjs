/** Resolves when this process is asked to end: by a signal, or because the process that started it is gone. */
export function askedToEnd() {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, resolve);
    // npm ends its shell on a signal and nothing below it.
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}

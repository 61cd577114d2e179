// What of the wheels the extension carries. Everything that tests and learners run comes from the same folder, so what is left out is missed at once.

/** pytest colours sources and differences for a terminal; Pygments knows 500 languages more, 1 MB when packed. */
const pygments = {
  lexers: ["__init__.py", "_mapping.py", "diff.py", "python.py"],
  formatters: ["__init__.py", "_mapping.py", "terminal.py"],
  styles: ["__init__.py", "_mapping.py", "default.py"],
};

/** Whether a file or folder of the unpacked wheels is carried. `path` has forward slashes. Licences always are. */
export function isCarried(path) {
  const [, room, name] = /^pygments\/(\w+)\/(.+)$/.exec(path) ?? [];
  if (room in pygments) return pygments[room].includes(name);
  // Their own tests, and a list of the wheel's files with their hashes, which would no longer be true.
  return !/^\w+\/tests(\/|$)|\.dist-info\/RECORD$/.test(path);
}

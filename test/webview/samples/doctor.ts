/** The Doctor's page: before it looked, while it looks, with nothing and with much in the way, and restricted. */
import type { DoctorPageState, DoctorRow } from "../../../src/contract/doctor";

const row = (id: string, title: string, found: string[], more: Partial<DoctorRow> = {}): DoctorRow => ({
  id,
  title,
  state: "ok",
  found,
  todo: [],
  actions: [],
  ...more,
});

const versions = [
  row("extension", "Extension", ["concurrency-labs.concurrency-labs 0.1.0"]),
  row("editor", "VS Code", ["Visual Studio Code 1.107.0 (desktop, en)"]),
  row("system", "System", ["Linux 6.1.0 x64, Node 22.20.0"]),
];

export const well: DoctorPageState = {
  page: "doctor",
  phase: "done",
  restricted: false,
  groups: [
    {
      id: "python",
      title: "Python",
      rows: [
        row("python", "Python for the labs", [
          "CPython 3.13.1, /usr/bin/python3",
          "The first suitable one, found as python3. The setting Python Path would go before it.",
          "ABI: .cpython-313-x86_64-linux-gnu.so linux-x86_64",
        ]),
        row("gil", "GIL", ["On, as in every build that is not free-threaded: one thread at a time runs Python code."]),
        row("others", "Other Pythons", [
          "python3.9, /usr/bin/python3.9: is Python 3.9.2, older than 3.11",
          "CPython 3.14.0, python3.14, /opt/python3.14/bin/python3.14",
        ]),
      ],
    },
    {
      id: "packages",
      title: "Packages",
      rows: [
        row("carried", "Kit", ["labkit 0.1.0: pytest 9.2.0, pytest-asyncio 1.5.0, requests 2.34.2, beautifulsoup4 4.15.0"]),
        row("module-1", "Module 1: Quick Start", ["requests 2.34.2, comes with the extension"]),
        row("module-2", "Module 2: Threading", ["Its labs need no packages."]),
      ],
    },
    {
      id: "machine",
      title: "Machine",
      rows: [
        row("cores", "Cores", ["2 of 4 may be used"]),
        row("processes", "Processes", ["Start methods: fork, spawn, forkserver. The default is fork."]),
        row("loopback", "Loopback", ["127.0.0.1 works, on a free port. ::1 does not work; no lab needs it."]),
        row("temporary", "Temporary files", ["/tmp, 75.2 GB free"]),
        row("memory", "Memory limit", ["resident memory summed over the process tree, sampled every 50 ms"]),
      ],
    },
    {
      id: "course",
      title: "Course",
      rows: [
        row("trust", "Workspace trust", ["This workspace is trusted."]),
        row("folder", "Course folder", ["/srv/work/concurrency-labs, 75.2 GB free"]),
        row("journal", "Progress journal", ["1,204 entries, each of them readable"]),
        row("storage", "Room for packages", ["/srv/storage, 75.2 GB free"]),
      ],
    },
    { id: "versions", title: "Versions", rows: versions },
  ],
};

/** The page with some rows replaced. */
function having(page: DoctorPageState, phase: DoctorPageState["phase"], change: (row: DoctorRow) => Partial<DoctorRow>): DoctorPageState {
  const groups = page.groups.map((group) => ({ ...group, rows: group.rows.map((one) => ({ ...one, ...change(one) })) }));
  return { ...page, phase, groups };
}

export const idle: DoctorPageState = { page: "doctor", phase: "idle", restricted: false, groups: [] };
const early = new Set(["python", "trust", "folder", "journal", "storage", "extension", "editor", "system"]);
export const looking = having(well, "looking", ({ id }) => (early.has(id) ? {} : { state: "looking", found: [] }));
export const trouble = having(well, "done", ({ id }): Partial<DoctorRow> => {
  switch (id) {
    case "loopback":
      return {
        state: "stops",
        found: [
          "127.0.0.1 does not work, on a free port. ::1 does not work; no lab needs it.",
          "A server on 127.0.0.1 cannot be opened: Operation not permitted (EPERM).",
        ],
        todo: [
          "Labs talk to servers on this machine alone. Allow Python to listen and connect on 127.0.0.1: look at the firewall, the sandbox or the container this runs in.",
        ],
      };
    case "module-1":
      return {
        state: "stops",
        found: ["aiohttp 3.14.3 is not installed", "psutil 7.1.0 cannot be used: psutil/_psutil_linux.abi3.so is missing or damaged"],
        todo: ["Installed when a lab first needs it, or now."],
        actions: ["Install", "Repair"],
      };
    case "journal":
      return {
        state: "attention",
        found: [
          "1,203 entries. Set aside, because it cannot be read: 1.",
          "ab12cd34-20261129.jsonl: Line 7 is set aside: its checksum is wrong. The other lines count.",
        ],
        todo: ["The rest counts, and nothing is deleted. To bring back what is set aside, restore the file from a backup or from Git."],
        actions: ["Show Log"],
      };
    default:
      return {};
  }
});
const unstarted = new Set(["folder", "journal", "storage", "extension", "editor", "system"]);
export const restricted: DoctorPageState = {
  ...having(well, "done", ({ id }): Partial<DoctorRow> => {
    if (id === "trust")
      return {
        state: "stops",
        found: ["This workspace is restricted: nothing is started in it and no file is written."],
        todo: ["Trust the workspace to run labs in it."],
        actions: ["Manage Workspace Trust"],
      };
    return unstarted.has(id) ? {} : { state: "skipped", found: [] };
  }),
  restricted: true,
};

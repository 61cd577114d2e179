import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebviewPage } from "./webviewPage";
import { Workbench } from "./workbench";

/** By its first sentence: other pages speak of the Doctor too. */
async function doctorPage(workbench: Workbench): Promise<WebviewPage> {
  await workbench.editorTab("Doctor").waitFor({ timeout: 30_000 });
  return WebviewPage.find(workbench.page, "Nothing is changed by looking.");
}

const done = /Nothing stops the labs|things? stops? labs/;

test("on a machine with Python the Doctor finds what labs need, and says so in every theme", async () => {
  await using workbench = await Workbench.open();
  await workbench.showContainer("Concurrency Labs");
  await workbench.command("Concurrency Labs: Run Doctor");
  const doctor = await doctorPage(workbench);
  await expect.poll(() => doctor.innerText(), { timeout: 60_000 }).toMatch(done);
  const text = await doctor.innerText();
  expect(text).toContain("Chosen by the setting Python Path.");
  expect(text).toMatch(/labkit \S+: pytest/);
  expect(text).toMatch(/requests \S+, comes with the extension/);
  expect(text).toMatch(/127\.0\.0\.1 works/);
  expect(await doctor.frame.getByRole("table").count()).toBe(5);
  await doctor.frame.getByRole("rowheader", { name: "Course folder" }).scrollIntoViewIfNeeded();
  await doctor.button("Start the Course: Course folder").waitFor();
  await doctor.heading("Doctor").scrollIntoViewIfNeeded();
  await workbench.screenshot("doctor-light");

  await doctor.button("Copy Report").focus();
  await workbench.page.keyboard.press("Enter");
  await expect.poll(() => workbench.notification("The report is on the clipboard").count()).toBe(1);

  for (const theme of ["dark", "highContrastDark"] as const) {
    await workbench.theme(theme);
    // The window was loaded anew: the page is there and has looked at nothing by itself.
    const again = await doctorPage(workbench);
    await expect.poll(() => again.innerText()).toContain("Nothing has been looked at yet.");
    await again.button("Run").focus();
    await workbench.page.keyboard.press("Enter");
    await expect.poll(() => again.innerText(), { timeout: 60_000 }).toMatch(done);
    await workbench.screenshot(`doctor-${theme}`);
  }
}, 300_000);

test("on a machine without Python the learner is led to one", async () => {
  const empty = await mkdtemp(join(tmpdir(), "no-python-"));
  try {
    // What starts the server needs these two; nothing else is on this PATH.
    for (const name of ["sh", "cat"]) await symlink(join("/bin", name), join(empty, name));
    // VS Code asks the user's shell for its environment, which would bring a PATH of its own: this one has no answer.
    const shell = join(empty, "shell");
    await writeFile(shell, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const env = { ...process.env, PATH: empty, SHELL: shell };
    await using workbench = await Workbench.open({ env, settings: { "concurrencyLabs.pythonPath": "" } });
    await workbench.showContainer("Concurrency Labs");
    await expect.poll(() => workbench.page.locator(".part.sidebar").innerText(), { timeout: 30_000 }).toContain("Get Python");
    await workbench.screenshot("welcome-light");

    await workbench.openLab("1.1 URL Checker with Threading", "checker_threads.py");
    await workbench.command("Concurrency Labs: Run Checks");
    const message = workbench.notification("No Python was found");
    await expect.poll(() => message.count(), { timeout: 20_000 }).toBe(1);
    await message.getByRole("button", { name: "Get Python" }).waitFor();
    await workbench.screenshot("no-python-message-light");
    await message.getByRole("button", { name: "Run Doctor" }).click();

    const doctor = await doctorPage(workbench);
    await expect.poll(() => doctor.innerText(), { timeout: 60_000 }).toContain("1 thing stops labs");
    expect(await doctor.innerText()).toContain("No Python was found on this machine's PATH");
    await doctor.button("Get Python: Python for the labs").waitFor();
    await workbench.screenshot("doctor-no-python-light");

    // The lab page names the way too.
    const lab = await workbench.webview("1.1 URL Checker with Threading");
    await lab.button("Get Python").waitFor();
    await lab.button("Run Doctor").waitFor();
    await workbench.screenshot("lab-no-python-light");
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
}, 300_000);

test("in a restricted workspace the Doctor says that it starts nothing", async () => {
  await using workbench = await Workbench.open({ restricted: true, theme: "highContrastLight" });
  await workbench.command("Concurrency Labs: Run Doctor");
  const doctor = await doctorPage(workbench);
  await expect.poll(() => doctor.innerText(), { timeout: 60_000 }).toContain("This workspace is restricted, so no Python is started");
  await doctor.button("Manage Workspace Trust: Workspace trust").waitFor();
  expect(await doctor.frame.getByText("not looked at", { exact: true }).count()).toBeGreaterThan(5);
  await workbench.screenshot("doctor-restricted-highContrastLight");
});

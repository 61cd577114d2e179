import { join } from "node:path";
import { cacheFolder } from "../setup/cache.mjs";
import { madeOnce } from "../setup/madeOnce.mjs";
import { npmInstall, run } from "../setup/run.mjs";

const ovsx = "ovsx@1.4.0";

/** Open VSX's own program, fetched with the first release: nothing else needs it. */
async function openVsxProgram() {
  const folder = await madeOnce(join(cacheFolder(), ovsx.replace("@", "-")), ovsx, (part) => npmInstall(part, [ovsx]));
  return join(folder, "node_modules/ovsx/bin/ovsx");
}

/**
 * Where the package goes, with the variable its token is in. Publishing a version that is there already does nothing, so a release that broke
 * off half-way is simply run again.
 */
export const marketplaces = [
  {
    name: "Visual Studio Marketplace",
    token: "VSCE_PAT",
    publish: async (vsix, { preRelease, token }) => {
      const { publishVSIX } = await import("@vscode/vsce");
      await publishVSIX(vsix, { pat: token, preRelease, skipDuplicate: true });
    },
  },
  {
    name: "Open VSX",
    token: "OVSX_PAT",
    // It reads the package itself for whether it is a preview.
    publish: async (vsix, { token }) => {
      const command = [process.execPath, await openVsxProgram(), "publish", vsix, "--skip-duplicate"];
      await run(command, { show: true, env: { ...process.env, OVSX_PAT: token } });
    },
  },
];

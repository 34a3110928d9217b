// The portal of the browser tests: an empty data folder, the demo company, then the ordinary server in this same process,
// so that the test runner's signal reaches it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";

const folder = process.env.DATA_DIR ?? "";
if (!folder.endsWith("/e2e")) throw new Error(`DATA_DIR must be the folder of the browser tests, not "${folder}": it is emptied.`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

if (existsSync("scripts/prepare.ts")) {
  const { status } = spawnSync(process.execPath, ["--import", "./scripts/tsx-hook.mjs", "scripts/prepare.ts"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
await import("../server.ts");

// The portal of the browser tests: an empty data folder, then the ordinary server in this same process, so
// that the test runner's signal reaches it.
import { mkdirSync, rmSync } from "node:fs";

const folder = process.env.DATA_DIR ?? "";
if (!folder.endsWith("/e2e")) throw new Error(`DATA_DIR must be the folder of the browser tests, not "${folder}": it is emptied.`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await import("../server.ts");

// The one entry behind every npm script. Plain JavaScript for Node 18 and newer: it runs before anything is installed.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensureNode } from "./run/node.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const modes = ["start", "dev", "build", "test", "check", "bench", "worker", "candor", "backup", "screenshots", "generate"];
const [mode = "start", ...rest] = process.argv.slice(2);

if (!modes.includes(mode)) {
  console.error(`Unknown mode "${mode}". There are: ${modes.join(", ")}.`);
  process.exit(2);
}
if (!existsSync("package-lock.json")) {
  console.error("package-lock.json is missing: run this in a complete copy of the repository.");
  process.exit(2);
}

// Everything after this line runs on a Node that reads TypeScript, so it may import what the older one could not parse.
if (await ensureNode()) {
  const { runMode } = await import("./run/modes.mjs");
  process.exitCode = await runMode(mode, rest);
}

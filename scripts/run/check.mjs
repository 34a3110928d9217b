import { existsSync } from "node:fs";
import { follow, say, tool } from "./process.mjs";

/** The checks that read the sources only. Each answers an exit code. */
export const checks = [
  { name: "types", run: types },
  { name: "lint", run: () => follow("node_modules/.bin/oxlint", ["--type-aware"], quiet) },
  { name: "imports", run: () => script("scripts/check-imports.mjs") },
  { name: "shape", run: () => script("scripts/check-shape.mjs") },
  { name: "versions", run: () => script("scripts/check-versions.mjs") },
  { name: "unused", run: () => tool("knip/bin/knip.js", ["--no-progress"], quiet) },
];

const quiet = { stdin: "ignore" };

/** `npm run check`: everything that takes seconds. */
export async function check(rest) {
  let failed = 0;
  for (const { name, run } of checks.filter(({ name }) => rest.length === 0 || rest.includes(name))) {
    const code = await run();
    say(`${code === 0 ? "passed" : "FAILED"}: ${name}`);
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

async function types() {
  if (existsSync("app")) {
    const code = await tool("next/dist/bin/next", ["typegen"], quiet);
    if (code !== 0) return code;
  }
  return tool("typescript/bin/tsc", ["--noEmit"], quiet);
}

function script(file) {
  return follow(process.execPath, [file], quiet);
}

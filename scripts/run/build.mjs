import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { say, step, tool } from "./process.mjs";

const folders = ["app", "components", "db", "emails", "lib"];
const files = ["next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json", "proxy.ts", "instrumentation.ts"];

/** Builds the pages when their sources changed since the last build; answers the exit code. */
export async function build() {
  const dist = process.env.CANDOR_DIST_DIR || ".next";
  const stamp = path.join(dist, "candor-sources");
  const want = fingerprint();
  if (existsSync(path.join(dist, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === want) {
    say("The pages are built already");
    return 0;
  }
  const env = { ...process.env, NODE_ENV: "production" };
  const code = await step("Building the pages (half a minute or more)", () => tool("next/dist/bin/next", ["build"], { env, stdin: "ignore" }));
  if (code === 0) writeFileSync(stamp, want);
  return code;
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of [...folders.flatMap(sources), ...files].sort()) {
    if (existsSync(file)) hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

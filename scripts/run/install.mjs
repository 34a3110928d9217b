import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { npm, step } from "./process.mjs";

const stamp = "node_modules/.candor-install";

/** Installs the packages when the lock file, the wanted packages or the platform changed since the last time. */
export async function install() {
  const want = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === want) return;
  // NODE_ENV=production would leave out what the build needs.
  const code = await step("Installing packages (npm ci, about a minute the first time)", () =>
    npm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]),
  );
  if (code !== 0) throw new Error("The packages could not be installed; npm says why above.");
  writeFileSync(stamp, want);
}

function fingerprint() {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(readFileSync("package.json", "utf8"));
  return createHash("sha256")
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides, process.platform, process.arch]))
    .update(readFileSync("package-lock.json"))
    .digest("hex");
}

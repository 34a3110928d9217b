import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { follow, npm, step } from "./process.mjs";

const version = "24.21.0";
const oldest = [22, 19];

/** True when this process runs on a Node that can run Candor. Otherwise fetches one, runs the same command on it and answers false. */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return true;
  const node = await fetchNode();
  const env = { ...process.env, PATH: [path.dirname(node), process.env.PATH].join(path.delimiter) };
  process.exitCode = await follow(node, process.argv.slice(1), { env });
  return false;
}

function isNewEnough(text) {
  const [major, minor] = text.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

async function fetchNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const node = path.resolve(".runtime/node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (runs(node)) return node;
  const code = await step(`Node ${process.versions.node} is too old: fetching ${version} into .runtime/ once`, () =>
    npm(["install", "--prefix", ".runtime", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`]),
  );
  if (code === 0 && runs(node)) return node;
  console.error(`Node ${oldest.join(".")} or newer is needed, this is ${process.versions.node}, and ${name}@${version} could not be fetched. Install Node 24 and try again.`);
  process.exit(1);
}

function runs(node) {
  return existsSync(node) && spawnSync(node, ["-v"], { encoding: "utf8" }).stdout?.trim() === `v${version}`;
}

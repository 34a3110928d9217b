import { existsSync } from "node:fs";
import { build } from "./build.mjs";
import { check } from "./check.mjs";
import { checkConfiguration, ensureSecret, loadEnvironment, makeFolders } from "./environment.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { follow } from "./process.mjs";
import { test } from "./test.mjs";

const modes = {
  start: { nodeEnv: "production", run: start },
  dev: { nodeEnv: "development", run: (rest) => service("server.ts", ["--dev", ...rest]) },
  build: { nodeEnv: "production", run: build },
  test: { nodeEnv: "test", run: test },
  check: { nodeEnv: "test", run: check },
  bench: { nodeEnv: "production", run: bench },
  worker: { nodeEnv: "production", run: (rest) => service("lib/worker/main.ts", rest) },
  candor: { nodeEnv: "production", run: (rest) => program("scripts/candor.ts", rest) },
  backup: { nodeEnv: "production", run: (rest) => program("scripts/backup.ts", rest) },
  screenshots: { nodeEnv: "production", run: screenshots },
  generate: { nodeEnv: "development", run: generate },
};

/** Prepares what the mode needs and runs it; answers the exit code. */
export async function runMode(name, rest) {
  const mode = modes[name];
  try {
    await install();
    loadEnvironment(mode.nodeEnv);
    makeFolders();
    return await mode.run(rest);
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}

// What is wrong with the configuration is said before a minute goes into the build.
async function start(rest) {
  ensureSecret();
  await checkConfiguration();
  return (await build()) || program("server.ts", rest);
}

async function service(file, args) {
  ensureSecret();
  await checkConfiguration();
  return program(file, args);
}

async function bench(rest) {
  ensureSecret();
  if (rest[0] === "seed") return seed(rest.slice(1));
  return (await build()) || program("bench/run.ts", rest);
}

// Needs no pages, and the folder must be known before the first module reads the configuration.
function seed(rest) {
  const valueOf = (name) => rest[rest.indexOf(name) + 1];
  if (rest.includes("--data-dir")) process.env.DATA_DIR = valueOf("--data-dir");
  const factor = rest.includes("--scale") ? (valueOf("--scale") ?? "1") : "1";
  return program("bench/seed-process.ts", [factor.startsWith("-") ? "1" : factor]);
}

async function screenshots(rest) {
  ensureSecret();
  return (await build()) || program("scripts/screenshots.ts", rest);
}

function program(file, args) {
  ensureSecret();
  if (!existsSync(file)) throw new Error(`${file} does not exist in this version.`);
  return follow(process.execPath, ["--import", "./scripts/tsx-hook.mjs", file, ...args]);
}

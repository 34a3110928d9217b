import { spawn } from "node:child_process";
import { join } from "node:path";

export interface Ending {
  code: number | null;
  output: string;
  errors: string;
}

/** `npm run candor -- …` on a test's database. */
export function runCandor(args: string[], { url, folder }: { url: string; folder: string }): Promise<Ending> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", "./scripts/tsx-hook.mjs", "scripts/candor.ts", ...args], {
    cwd: join(import.meta.dirname, "..", ".."),
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", LOG_LEVEL: "silent", APP_URL: "http://localhost:3000", DATA_DIR: folder, DATABASE_URL: url },
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (output += part.toString()));
  child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output, errors })));
}

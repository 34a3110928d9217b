import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { outputOf } from "./processes.ts";
import type { Row } from "./rows.ts";

/** Reads of pages at ten times the data, against the same reads before. With `isWhole` up to a million subscribers, else half of that. */
export async function benchGrowth(folder: string, say: (text: string) => void, { isWhole = false } = {}): Promise<Row[]> {
  const [small, large] = isWhole ? [0.1, 1] : [0.05, 0.5];
  const before = await seed(join(folder, "growth-1"), small, say);
  const after = await seed(join(folder, "growth-10"), large, say);
  say("the same reads in both");
  const times = JSON.parse(await run({}, ["bench/growth-process.ts", before, after])) as Record<string, { small: number; large: number }>;
  return Object.entries(times).map(([name, ms]) => ({
    what: `growth to ${describe(large)}: ${name}, CPU`,
    ours: ms.large,
    yardstick: ms.small,
    unit: "ms",
    target: { atMost: 1.3 },
    of: "ratio",
  }));
}

async function seed(folder: string, factor: number, say: (text: string) => void): Promise<string> {
  say(`a portal with ${describe(factor)}`);
  mkdirSync(folder, { recursive: true });
  await run({ DATA_DIR: folder }, ["bench/seed-process.ts", String(factor)]);
  return join(folder, "candor.db");
}

async function run(env: Record<string, string>, args: string[]): Promise<string> {
  return outputOf({ core: "server", args: ["--import", "./scripts/tsx-hook.mjs", ...args], env: { NODE_ENV: "test", LOG_LEVEL: "error", DATABASE_URL: "", ...env } });
}

function describe(factor: number): string {
  return `${(1_000_000 * factor).toLocaleString("en")} subscribers`;
}

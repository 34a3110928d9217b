import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { outputOf } from "./processes.ts";
import type { Row } from "./rows.ts";

/** Reads of pages at ten times the data, against the same reads before. With `isWhole` up to a million subscribers, else half of that. */
export async function benchGrowth(folder: string, say: (text: string) => void, { isWhole = false } = {}): Promise<Row[]> {
  const [small, large] = isWhole ? [0.1, 1] : [0.05, 0.5];
  say(`reads with ${describe(small)}`);
  const before = await measure(join(folder, "growth-1"), small);
  say(`reads with ${describe(large)}`);
  const after = await measure(join(folder, "growth-10"), large);
  return Object.entries(before).map(([name, ms]) => ({
    what: `growth ${describe(small)} → 10×: ${name}, CPU`,
    ours: after[name] ?? Number.NaN,
    yardstick: ms,
    unit: "ms",
    target: { atMost: 1.3 },
    of: "ratio",
  }));
}

function describe(factor: number): string {
  return `${(1_000_000 * factor).toLocaleString("en")} subscribers`;
}

async function measure(folder: string, factor: number): Promise<Record<string, number>> {
  mkdirSync(folder, { recursive: true });
  const env = { NODE_ENV: "test", LOG_LEVEL: "error", DATA_DIR: folder, DATABASE_URL: "" };
  return JSON.parse(await outputOf({ core: "server", args: ["--import", "./scripts/tsx-hook.mjs", "bench/growth-process.ts", String(factor)], env })) as Record<string, number>;
}

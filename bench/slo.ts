import { mkdirSync } from "node:fs";
import { outputOf } from "./processes.ts";
import type { Row } from "./rows.ts";
import type { SloTimes } from "./slo-process.ts";

/** What counting costs: into minutes, quarter hours and days at once, and a month of 500 objectives out of them again. */
export async function benchSlo(folder: string, say: (text: string) => void): Promise<Row[]> {
  mkdirSync(folder, { recursive: true });
  say("a month of counts of 500 objectives, every ten minutes, then every minute");
  const env = { NODE_ENV: "test", LOG_LEVEL: "error", DATABASE_URL: "", DATA_DIR: folder };
  const times = JSON.parse(await outputOf({ core: "server", args: ["--import", "./scripts/tsx-hook.mjs", "bench/slo-process.ts"], env })) as SloTimes;
  const { windowMs, bytesPerMillion, samples } = times;
  const size = (count: number) => `${(count / 1e6).toFixed(1)} million`;
  return [
    { what: "counts into minutes, quarter hours and days", ours: times.ingestedPerSecond, yardstick: times.rawPerSecond, unit: "/s", target: { atLeast: 0.5 }, of: "ratio", more: "the yardstick: one bare table" },
    { what: `30 days of 500 objectives, from any minute on, ${size(samples.large)} counts`, ours: windowMs.large, yardstick: null, unit: "ms", target: { atMost: 100 } },
    { what: `the same with ${size(samples.large)} counts beside ${size(samples.small)}`, ours: windowMs.large, yardstick: windowMs.small, unit: "ms", target: { atMost: 1.3 }, of: "ratio" },
    { what: "a million counts on disk, one a minute", ours: bytesPerMillion.large / 1e6, yardstick: bytesPerMillion.small / 1e6, unit: "MB", target: { atMost: 30 }, more: "the yardstick: one every ten minutes" },
  ];
}

import { mkdirSync } from "node:fs";
import { outputOf } from "./processes.ts";
import type { Row } from "./rows.ts";
import type { StatementTimes } from "./statements-process.ts";

/** What the first of a month costs: everybody's statement gathered, built, signed and drawn on one core, while others are answered. */
export async function benchStatements(folder: string, say: (text: string) => void): Promise<Row[]> {
  mkdirSync(folder, { recursive: true });
  say("the month of 200 customers with five objectives each");
  const env = { NODE_ENV: "test", LOG_LEVEL: "error", DATABASE_URL: "", DATA_DIR: folder, AUTH_SECRET: "a-secret-for-the-bench-only-0123456789" };
  const times = JSON.parse(await outputOf({ core: "server", args: ["--import", "./scripts/tsx-hook.mjs", "bench/statements-process.ts", "200"], env })) as StatementTimes;
  return [
    { what: `a month closed for ${times.customers} customers × 5 objectives, with signatures and PDFs`, ours: times.totalMs / 1_000, yardstick: null, unit: "s", target: { atMost: 60 }, more: `three incidents; a PDF of ${(times.pdfBytes / 1_000).toFixed(0)} kB` },
    { what: "the event loop meanwhile: longest time in one piece", ours: times.stallMs, yardstick: null, unit: "ms", target: { atMost: 50 } },
  ];
}

// npm run bench [-- group …] [--write]: prints one row a figure; a missed target is a finding, not a failure.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { benchDelivery } from "./delivery.ts";
import { benchGrowth } from "./growth.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { generator } from "./load.ts";
import { benchPages } from "./pages.ts";
import { startPortal } from "./portal.ts";
import { isPinned, outputOf, stopAll } from "./processes.ts";
import { drawMarkdown, drawText, type Row } from "./rows.ts";
import { benchSlo } from "./slo.ts";
import { benchStart } from "./start.ts";
import { benchStatements } from "./statements.ts";
import { benchStorm } from "./storm.ts";

const report = "docs/performance.md";
const limitMs = 30 * 60_000;
const folder = mkdtempSync(join(tmpdir(), "candor-bench-"));
const loadBefore = loadavg()[0] ?? 0;
const groups = { pages, storm: () => benchStorm(join(folder, "storm"), say), delivery: () => benchDelivery(folder, say), growth: () => benchGrowth(join(folder, "growth"), say), slo: () => benchSlo(join(folder, "slo"), say), statements: () => benchStatements(join(folder, "statements"), say), lighthouse };
type Group = keyof typeof groups;
const giveUp = setTimeout(() => void end(new Error("The bench did not end in time: this machine has too much else to do.")), limitMs);

try {
  if (process.argv[2] === "seed") await seed(process.argv.slice(3));
  else await measureAll(process.argv.slice(2).filter((word) => !word.startsWith("--")));
  await end(null);
} catch (error) {
  await end(error);
}

async function measureAll(wanted: string[]): Promise<void> {
  const unknown = wanted.filter((name) => !(name in groups));
  if (unknown.length > 0) throw new Error(`There is no group ${unknown.join(", ")}. There are: ${Object.keys(groups).join(", ")}.`);
  const rows: Row[] = [];
  for (const name of Object.keys(groups) as Group[]) if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await groups[name]()));
  console.log(`\n${drawText(rows)}\n\n${method()}`);
  if (process.argv.includes("--write")) writeReport(rows);
}

async function pages(): Promise<Row[]> {
  const dataDir = join(folder, "portal");
  say("the portal's first start, with the demo company");
  const first = await startPortal(dataDir);
  say("three more starts");
  const { portal, rows: start } = await benchStart(first, dataDir);
  const rows = await benchPages(portal, say);
  await stopAll();
  return [...rows, ...start];
}

async function lighthouse(): Promise<Row[]> {
  const portal = await startPortal(join(folder, "lighthouse"));
  const rows = await benchLighthouse(portal, say);
  await stopAll();
  return rows;
}

// `seed --scale [factor] [--data-dir DIR]`: a database to look around in at the size the bench measures growth at.
async function seed(words: string[]): Promise<void> {
  const valueOf = (name: string) => words[words.indexOf(name) + 1];
  if (!words.includes("--scale")) throw new Error("seed wants --scale, and a factor after it if not everything.");
  const factor = valueOf("--scale");
  const dataDir = words.includes("--data-dir") ? (valueOf("--data-dir") ?? "") : (process.env.DATA_DIR ?? "data/scale");
  await outputOf({ core: "server", args: ["--import", "./scripts/tsx-hook.mjs", "bench/seed-process.ts", factor && !factor.startsWith("--") ? factor : "1"], env: { DATA_DIR: dataDir } });
}

function say(text: string): void {
  console.error(`[bench +${(performance.now() / 1_000).toFixed(0)}s] ${text}`);
}

function method(): string {
  const cores = isPinned ? "server on one core, load on another" : "cores not divided: there is no taskset, or one core only";
  return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${cores}, load by ${generator}, 3 s after 1 s of warm-up; load of the machine before: ${loadBefore.toFixed(1)}.${loadBefore > 1 ? " It was busy with other work: requests a second are fewer, and CPU times longer, than on a quiet one." : ""}`;
}

function writeReport(rows: Row[]): void {
  const words = [
    "# Performance",
    "",
    `Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}. ${method()}`,
    "",
    "The yardstick of a page is a bare `node:http` server in the same run that answers the same bytes under the same headers from memory, after the same look-up of the session in memory where the page has one. CPU is the time of the whole server process, memory its own share of it, both from `/proc`. Ratios hold from machine to machine, absolute figures do not. [Why pages are kept, and how](decisions/0008-page-cache.md).",
    "",
    drawMarkdown(rows),
    "",
  ];
  writeFileSync(report, words.join("\n"));
  say(`written to ${report}`);
}

async function end(error: unknown): Promise<void> {
  clearTimeout(giveUp);
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
  if (error) console.error(error instanceof Error ? error.message : error);
  process.exit(error ? 1 : 0);
}

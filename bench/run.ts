// npm run bench [-- --write]: prints one row a figure; a missed target is a finding, not a failure.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { benchDelivery } from "./delivery.ts";
import { benchPages } from "./pages.ts";
import { startPortal } from "./portal.ts";
import { isPinned, stopAll } from "./processes.ts";
import { drawMarkdown, drawText, type Row } from "./rows.ts";
import { benchStart } from "./start.ts";

const report = "docs/performance.md";
const limitMs = 240_000;
const folder = mkdtempSync(join(tmpdir(), "candor-bench-"));
const loadBefore = loadavg()[0] ?? 0;
const giveUp = setTimeout(() => void end(new Error("The bench did not end in time: this machine has too much else to do.")), limitMs);

try {
  const rows = await measureAll();
  console.log(`\n${drawText(rows)}\n\n${method()}`);
  if (process.argv.includes("--write")) writeReport(rows);
  await end(null);
} catch (error) {
  await end(error);
}

async function measureAll(): Promise<Row[]> {
  const dataDir = join(folder, "portal");
  say("the portal's first start, with the demo company");
  const first = await startPortal(dataDir);
  say("three more starts");
  const { portal, rows: start } = await benchStart(first, dataDir);
  const pages = await benchPages(portal, say);
  await stopAll();
  return [...pages, ...(await benchDelivery(folder, say)), ...start];
}

function say(text: string): void {
  console.error(`[bench +${(performance.now() / 1_000).toFixed(0)}s] ${text}`);
}

function method(): string {
  const cores = isPinned ? "server on one core, load on another" : "cores not divided: there is no taskset, or one core only";
  return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${cores}, 16 connections for 4 s after 1 s of warm-up; load of the machine before: ${loadBefore.toFixed(1)}.${loadBefore > 1 ? " It was busy with other work: requests a second are fewer, and CPU times longer, than on a quiet one." : ""}`;
}

function writeReport(rows: Row[]): void {
  const words = [
    "# Performance",
    "",
    `Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}. ${method()}`,
    "",
    "The yardstick of a page is a bare `node:http` server in the same run that answers the same bytes from memory, after the same look-up of the session in memory where the page has one. CPU is the time of the whole server process, from `/proc`. Ratios hold from machine to machine, absolute figures do not.",
    "",
    "Next renders every view anew for now. The targets of today are those of such a page; the later goal is that of a page rendered once per change and kept, which does not exist yet.",
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

// Asks two databases of different size the same and prints the CPU time of each read in both, in milliseconds. In turns, since
// whatever else the machine does would else be taken for growth.
import { openDb } from "#db/open";
import { now } from "#lib/platform/clock";
import { readsOf } from "./growth-reads.ts";

const [turns, rounds] = [8, 6];
const [small, large] = [process.argv[2] ?? "", process.argv[3] ?? ""].map((file) => openDb(`file:${file}`));
if (!small || !large) throw new Error("Name the two databases.");
const at = now();
const [before, after] = [readsOf(small, at), readsOf(large, at)];

const times: Record<string, { small: number; large: number }> = {};
for (const [name, read] of Object.entries(before)) {
  const same = after[name];
  if (!same) continue;
  const best = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < turns; turn += 1) {
    best.small = Math.min(best.small, await cpuOf(read));
    best.large = Math.min(best.large, await cpuOf(same));
  }
  times[name] = best;
}
console.log(JSON.stringify(times));
await Promise.all([small.close(), large.close()]);

async function cpuOf(read: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await read();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000 / rounds;
}

import { once } from "node:events";
import { startNode, stop } from "./processes.ts";
import { type Portal, restartPortal } from "./portal.ts";
import type { Row } from "./rows.ts";

/** From the start of the process to the first page, built and migrated; the yardstick is a bare server's. */
export async function benchStart(first: Portal, dataDir: string): Promise<{ portal: Portal; rows: Row[] }> {
  let portal = first;
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    portal = await restartPortal(portal, dataDir);
    times.push(portal.startMs);
  }
  const figure = { ours: median(times) / 1_000, yardstick: (await startBare()) / 1_000, unit: "s" };
  const rows: Row[] = [
    { ...figure, what: "start to first page, built and migrated, median of 3", target: { atMost: 2 } },
  ];
  return { portal, rows };
}

async function startBare(): Promise<number> {
  const from = performance.now();
  const child = startNode({ core: "server", args: ["bench/yardstick.ts"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.send([{ path: "/", status: 200, headers: {}, bodyBase64: "", session: null }]);
  const [port] = (await once(child, "message")) as [number];
  await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer();
  const took = performance.now() - from;
  await stop(child);
  return took;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

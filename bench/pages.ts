import { once } from "node:events";
import { measure, type Measured } from "./load.ts";
import { makeFeed, type Portal, signIn } from "./portal.ts";
import { memoryMb, startNode, stop } from "./processes.ts";
import type { Row } from "./rows.ts";
import type { StoredPage } from "./yardstick.ts";

interface Page {
  name: string;
  path: string;
  cookie: string | null;
}

interface Compared {
  page: Page;
  isUnchanged: boolean;
  connections: number;
  ours: Measured;
  bare: Measured;
}

const goal = 0.8;
const connectionCounts = [1, 32, 256];

/** Requests a second of what is kept, answered whole and with "not modified", beside a bare server that answers the same bytes. */
export async function benchPages(portal: Portal, say: (text: string) => void): Promise<Row[]> {
  const pages = await listPages(portal.address);
  const stored = await Promise.all(pages.map((page) => fetchPage(portal.address, page)));
  const bare = await startYardstick(stored);
  const compared: Compared[] = [];
  for (const [index, page] of pages.entries())
    for (const isUnchanged of [false, true])
      for (const connections of connectionCounts) {
        say(`${page.name}${isUnchanged ? ", 304" : ""}, ${connections} at once`);
        // Ours is made anew every minute, and has another tag then.
        const current = isUnchanged ? (await fetchPage(portal.address, page)).headers["etag"] : undefined;
        const asked = (etag: string | undefined) => ({ connections, status: isUnchanged ? 304 : 200, headers: { "accept-encoding": "gzip", ...(page.cookie && { cookie: page.cookie }), ...(isUnchanged && etag && { "if-none-match": etag }) } });
        const ours = await measure({ ...asked(current), url: portal.address + page.path, pid: portal.process.pid });
        compared.push({ page, isUnchanged, connections, ours, bare: await measure({ ...asked(stored[index]?.headers["etag"]), url: bare.address + page.path, pid: bare.process.pid }) });
      }
  const memory = memoryMb(portal.process.pid);
  await stop(bare.process);
  return [...compared.map(rowOf), ...customerBesidePublic(compared), { what: "memory of the server after all that", ours: memory, yardstick: null, unit: "MB", target: { atMost: 300 } }];
}

async function listPages(address: string): Promise<Page[]> {
  const anna = await signIn(address, "per_anna_keller");
  return [
    { name: "/", path: "/", cookie: null },
    { name: "/c/acme, signed in", path: "/c/acme", cookie: anna },
    { name: "/history.rss", path: "/history.rss", cookie: null },
    { name: "/f/<token>/history.rss", path: await makeFeed(address, anna), cookie: null },
  ];
}

// Node's fetch would undo the coding: the yardstick must hand out the very bytes.
async function fetchPage(address: string, { path, cookie }: Page): Promise<StoredPage> {
  const { status, headers, body } = await rawGet(address + path, { "accept-encoding": "gzip", ...(cookie && { cookie }) });
  if (status !== 200) throw new Error(`${path} answered ${status}.`);
  const left = new Set(["date", "connection", "keep-alive"]);
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)));
  return { path, status: 200, headers: kept, bodyBase64: body.toString("base64"), session: cookie };
}

async function rawGet(url: string, headers: Record<string, string>): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const { request } = await import("undici");
  const response = await request(url, { headers });
  return { status: response.statusCode, headers: response.headers as Record<string, string>, body: Buffer.from(await response.body.arrayBuffer()) };
}

async function startYardstick(pages: StoredPage[]) {
  const child = startNode({ core: "server", args: ["bench/yardstick.ts"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.send(pages);
  const [port] = (await once(child, "message")) as [number];
  return { process: child, address: `http://127.0.0.1:${port}` };
}

function rowOf({ page, isUnchanged, connections, ours, bare }: Compared): Row {
  return {
    what: `${page.name}${isUnchanged ? ", 304" : ""}, ${connections} at once`,
    ours: ours.requestsPerSecond,
    yardstick: bare.requestsPerSecond,
    unit: "/s",
    of: "ratio",
    target: { atLeast: goal },
    more: `p50 ${ours.p50Ms.toFixed(1)}, p99 ${ours.p99Ms.toFixed(1)} ms (bare ${bare.p50Ms.toFixed(1)}, ${bare.p99Ms.toFixed(1)}); CPU ${(ours.cpuMsPerRequest * 1_000).toFixed(0)} µs (bare ${(bare.cpuMsPerRequest * 1_000).toFixed(0)})`,
  };
}

function customerBesidePublic(compared: Compared[]): Row[] {
  const find = (path: string) => compared.find(({ page, isUnchanged, connections }) => page.path === path && !isUnchanged && connections === 32);
  const [customer, everybody] = [find("/c/acme"), find("/")];
  if (!customer || !everybody) return [];
  return [{ what: "a customer's page beside the public one, 32 at once", ours: customer.ours.requestsPerSecond, yardstick: everybody.ours.requestsPerSecond, unit: "/s", of: "ratio", target: { atLeast: 0.85 } }];
}

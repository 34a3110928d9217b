import { once } from "node:events";
import { measure, type Measured } from "./load.ts";
import { findIncident, makeFeed, type Portal, signIn } from "./portal.ts";
import { startNode, stop } from "./processes.ts";
import type { Row } from "./rows.ts";
import type { StoredPage } from "./yardstick.ts";

interface Page {
  name: string;
  path: string;
  cookie: string | null;
  isFeed: boolean;
  isUnchanged?: boolean;
}

// A page that Next renders for every view costs 10 to 40 ms here, a feed is a few reads without React: docs/performance.md.
const now = { page: { requests: 20, cpuMs: 40 }, feed: { requests: 60, cpuMs: 15 } };
const later = 0.8;

/** Requests a second and CPU time a request of each page, beside a bare server that answers the same bytes. */
export async function benchPages(portal: Portal, say: (text: string) => void): Promise<Row[]> {
  const pages = await listPages(portal.address);
  const stored = await Promise.all(pages.map((page) => fetchPage(portal.address, page)));
  const bare = await startYardstick(stored);
  const rows: Row[] = [];
  for (const [index, page] of pages.entries()) {
    const etag = stored[index]?.headers["etag"] ?? "";
    const asked = { status: page.isUnchanged ? 304 : 200, headers: { ...(page.cookie && { cookie: page.cookie }), ...(page.isUnchanged && { "if-none-match": etag }) } };
    say(page.name);
    const ours = await measure({ ...asked, url: portal.address + page.path, pid: portal.process.pid });
    const yardstick = await measure({ ...asked, url: bare.address + page.path, pid: bare.process.pid });
    rows.push(...rowsOf(page, ours, yardstick));
  }
  await stop(bare.process);
  return rows;
}

async function listPages(address: string): Promise<Page[]> {
  const [anna, jonas] = [await signIn(address, "per_anna_keller"), await signIn(address, "per_jonas_lindqvist")];
  const open = { cookie: null, isFeed: false };
  const feed = { cookie: null, isFeed: true };
  return [
    { ...open, name: "/", path: "/" },
    { ...open, name: "/history", path: "/history" },
    { ...open, name: "/incidents/<code>", path: await findIncident(address) },
    { ...open, name: "/c/acme, signed in", path: "/c/acme", cookie: anna },
    { ...feed, name: "/history.rss", path: "/history.rss" },
    { ...feed, name: "/history.rss, 304", path: "/history.rss", isUnchanged: true },
    { ...feed, name: "/f/<token>/history.rss", path: await makeFeed(address, anna) },
    { ...open, name: "/admin, signed in", path: "/admin", cookie: jonas },
  ];
}

async function fetchPage(address: string, { path, cookie }: Page): Promise<StoredPage> {
  const response = await fetch(address + path, { headers: cookie ? { cookie } : {} });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`);
  const wanted = ["content-type", "cache-control", "etag", "content-security-policy", "vary"];
  const headers = Object.fromEntries(wanted.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name) ?? ""]] : [])));
  return { path, status: 200, headers, bodyBase64: Buffer.from(await response.arrayBuffer()).toString("base64"), session: cookie };
}

async function startYardstick(pages: StoredPage[]) {
  const child = startNode({ core: "server", args: ["bench/yardstick.ts"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.send(pages);
  const [port] = (await once(child, "message")) as [number];
  return { process: child, address: `http://127.0.0.1:${port}` };
}

function rowsOf({ name, isFeed }: Page, ours: Measured, yardstick: Measured): Row[] {
  const target = isFeed ? now.feed : now.page;
  const requests = { ours: ours.requestsPerSecond, yardstick: yardstick.requestsPerSecond, unit: "/s" };
  return [
    { ...requests, what: `${name}: requests`, target: { atLeast: target.requests } },
    { what: `${name}: CPU a request`, ours: ours.cpuMsPerRequest, yardstick: yardstick.cpuMsPerRequest, unit: "ms", target: { atMost: target.cpuMs } },
    { ...requests, what: `${name}: later goal`, of: "ratio", target: { atLeast: later } },
  ];
}

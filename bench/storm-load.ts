// The readers of a storm: every connection asks again as soon as it was answered, as one customer's, and checks what it gets.
import { Agent, request, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

export interface StormInput {
  port: number;
  readers: { slug: string; sessionToken: string }[];
  connections: number;
  seconds: number;
}

export interface StormResult {
  answers: number;
  errors: number;
  /** Documents that were another customer's. */
  wrong: number;
  /** How much older than the newest acknowledged post the oldest answer was, when it was asked for. */
  stalestMs: number;
  p50Ms: number;
  p99Ms: number;
  /** The round that the last answers told of. */
  newestRound: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
/** When each round's post was acknowledged, by this machine's clock. */
const postedAt: number[] = [];
const documents = new Map<string, { slug: string; round: number }>();
const result: StormResult = { answers: 0, errors: 0, wrong: 0, stalestMs: 0, p50Ms: 0, p99Ms: 0, newestRound: -1 };
const latencies: number[] = [];
let endsAt = Number.POSITIVE_INFINITY;

process.on("message", (message: { start: StormInput } | { posted: number; at: number }) => {
  if ("start" in message) void run(message.start);
  else postedAt[message.posted] = message.at;
});

async function run({ port, readers, connections, seconds }: StormInput): Promise<void> {
  endsAt = Date.now() + seconds * 1_000;
  await Promise.all(Array.from({ length: connections }, (_, index) => readOn(port, readers[index % readers.length] ?? { slug: "", sessionToken: "" })));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  process.send?.({ ...result, p50Ms: at(0.5), p99Ms: at(0.99) });
  process.disconnect();
}

async function readOn(port: number, reader: { slug: string; sessionToken: string }): Promise<void> {
  while (Date.now() < endsAt) {
    const from = performance.now();
    const askedAt = Date.now();
    try {
      const { status, etag, body } = await ask(port, reader);
      latencies.push(performance.now() - from);
      result.answers += 1;
      if (status === 200) look(reader.slug, { etag, body, askedAt });
      else result.errors += 1;
    } catch {
      result.errors += 1;
    }
  }
}

// A tag stands for one customer's bytes: unpacked the first time, known by it after.
function look(slug: string, { etag, body, askedAt }: { etag: string; body: Buffer; askedAt: number }): void {
  const known = documents.get(etag) ?? read(etag, body);
  if (known.slug !== slug) result.wrong += 1;
  result.newestRound = Math.max(result.newestRound, known.round);
  const next = postedAt[known.round + 1];
  if (next !== undefined) result.stalestMs = Math.max(result.stalestMs, askedAt - next);
}

function read(etag: string, body: Buffer): { slug: string; round: number } {
  const html = gunzipSync(body).toString();
  const slugs = new Set([...html.matchAll(/href="\/c\/([a-z0-9-]+)/g)].map((match) => match[1]));
  const found = { slug: slugs.size === 1 ? String([...slugs][0]) : "", round: Number(/Storm round (\d+)\./.exec(html)?.[1] ?? -1) };
  documents.set(etag, found);
  return found;
}

function ask(port: number, { slug, sessionToken }: { slug: string; sessionToken: string }): Promise<{ status: number; etag: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { host: `localhost:${port}`, cookie: `candor-session=${sessionToken}`, "accept-encoding": "gzip" };
    const call = request({ agent, host: "127.0.0.1", port, path: `/c/${slug}`, headers }, (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, etag: String(response.headers["etag"]), body: Buffer.concat(parts) }));
    });
    call.on("error", reject);
    call.end();
  });
}

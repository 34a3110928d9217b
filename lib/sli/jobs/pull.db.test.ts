import { createServer } from "node:http";
import { eq } from "drizzle-orm";
import snappy from "snappyjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sliSeries, sliSources } from "#db/schema/sli";
import { mintContext } from "#lib/access/context";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { createOutboundFetch } from "#lib/platform/http";
import { acme, addCast, mira } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { startAnswering, startPrometheus, startVictoriaMetrics, until } from "#lib/testing/metrics-servers";
import { ingestStreams } from "../commands/ingest-streams.ts";
import { saveSli } from "../commands/slis.ts";
import { addRoute, archiveSource, saveQuery, saveSource } from "../commands/sources.ts";
import { tryQuery } from "../commands/try-query.ts";
import { readBuckets, sumWindow } from "../queries/buckets.ts";
import { encode } from "../sources/protobuf.ts";
import { readRemoteWrite } from "../sources/remote-write.ts";
import { pullDue } from "./pull.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));
const outbound = createOutboundFetch({ allowLoopback: true });
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const byMira = (now: number) => asStaff(database.db, mira, now);
const anSli = (now: number) => saveSli(byMira(now), { id: null, version: 0, customerId: acme.id, journeyId: null, key: "checkout", name: "Checkout", kind: "availability", definition: "Answered" });
const pull = (now: number) => pullDue({ db: database.db, now, send: outbound.send });

async function aSource(now: number, url: string, query: Record<string, string>, backfillDays = 0) {
  const sliId = await anSli(now);
  const { id } = await saveSource(byMira(now), { id: null, version: 0, kind: "prometheus", name: "Prometheus", settings: { url }, secret: null });
  await saveQuery(byMira(now), { sourceId: id, sliId, query, backfillDays });
  return { id, sliId };
}

/** Two pods' counters, four samples a minute for three hours, one of them restarted; a known sum. */
function history(end: number) {
  const samples = (pod: string, code: string, value: (step: number) => number) => ({
    labels: [["__name__", "http_requests_total"], ["customer", "acme"], ["code", code], ["pod", pod]].map(([name, value]) => ({ name, value })),
    samples: Array.from({ length: 720 }, (_, step) => ({ timestamp: end - (720 - step) * 15_000, value: value(step) })),
  });
  return { timeseries: [samples("a", "200", (step) => step * 4), samples("b", "200", (step) => (step < 400 ? step * 2 : (step - 400) * 2)), samples("a", "500", (step) => Math.floor(step / 10))] };
}

async function feed(url: string, end: number): Promise<void> {
  const body = snappy.compress(encode("WriteRequest", history(end)));
  const answer = await fetch(`${url}/api/v1/write`, { method: "POST", headers: { "content-encoding": "snappy", "content-type": "application/x-protobuf", "x-prometheus-remote-write-version": "0.1.0" }, body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

const outOfOrder = "storage:\n  tsdb:\n    out_of_order_time_window: 12h\n";
const servers = [
  ["Prometheus", () => startPrometheus({ config: outOfOrder })],
  ["Prometheus at Google's path", () => startPrometheus({ config: outOfOrder, prefix: "/v1/projects/demo/location/global/prometheus" })],
  ["Prometheus behind Grafana's proxy", () => startPrometheus({ config: outOfOrder, prefix: "/api/datasources/proxy/uid/abc" })],
  ["VictoriaMetrics", startVictoriaMetrics],
] as const;

describe("a real server", () => {
  test.each(servers)("%s is asked, and what is counted is what it holds; its own increase() says the same within its extrapolation", async (_, start) => {
    const server = await start();
    stops.push(() => server.stop());
    const end = Math.floor(Date.now() / MINUTE) * MINUTE;
    await feed(server.url, end);
    const sum = async (query: string) => {
      const body = (await (await fetch(`${server.url}/api/v1/query?${new URLSearchParams({ query, time: String(end / 1_000 - 300) })}`)).json()) as { data: { result: { value: [number, string] }[] } };
      return Number(body.data.result[0]?.value[1]);
    };
    await until(async () => (await sum("count(http_requests_total)")) === 3);
    const { id } = await aSource(end, server.url, { bad: 'http_requests_total{customer="$customer",code=~"5.."}', total: 'http_requests_total{customer="$customer"}' }, 1);
    for (let round = 0; round < 4; round++) await pull(end + round * MINUTE);
    expect(await database.db.read.select({ error: sliSources.lastError, okAt: sliSources.lastOkAt }).from(sliSources).where(eq(sliSources.id, id))).toMatchObject([{ error: null }]);
    // The two hours that end five minutes ago: 480 steps of 4, of 2 and of a tenth. A restart loses what was counted since the minute began, here 8.
    const [counts] = [...(await sumWindow(database.db.read, { series: [1], from: end / MINUTE - 125, until: end / MINUTE - 5 })).values()];
    const [theirs, theirBad] = [await sum("sum(increase(http_requests_total[2h]))"), await sum('sum(increase(http_requests_total{code="500"}[2h]))')];
    expect(counts?.total).toBe(480 * 4 + 480 * 2 - 8 + 48);
    expect(counts && counts.total - counts.good).toBe(48);
    expect(Math.abs((counts?.total ?? 0) - theirs) / theirs).toBeLessThan(0.01);
    expect(Math.abs(48 - theirBad)).toBeLessThan(2);
  });

  test("Prometheus sends what it scrapes, and the sum is what grew between its first and last sample", async () => {
    const sliId = await anSli(Date.now());
    const { id: sourceId, key } = await saveSource(byMira(Date.now()), { id: null, version: 0, kind: "remote_write", name: "Prometheus", settings: {}, secret: null });
    await addRoute(byMira(Date.now()), { sourceId, metric: "shop_total", matchers: "", side: "total", counting: "cumulative", customerLabel: "customer", sliKey: "checkout" });
    let value = 1_000;
    const exporter = await startAnswering(() => ({ body: `shop_total{customer="acme"} ${(value += 7)}\n`, headers: { "content-type": "text/plain; version=0.0.4" } }));
    const seen: number[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const streams = readRemoteWrite(Buffer.concat(chunks));
        const now = Date.now();
        const ctx = mintContext({ db: database.db, now, actor: { kind: "system", job: "provider" }, audience: { kind: "public" }, permissions: [], requestId: "req_test" });
        seen.push(...streams.filter(({ metric }) => metric === "shop_total").flatMap(({ points }) => points.map(([, each]) => each)));
        // Twice, as a sender does that got no answer.
        ingestStreams(ctx, { key: request.headers.authorization?.slice(7) ?? "", kind: "remote_write", streams }).then(() => ingestStreams(ctx, { key: key ?? "", kind: "remote_write", streams })).then(() => response.writeHead(204).end(), () => response.writeHead(500).end());
      });
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => receiver.once("listening", resolve));
    const address = receiver.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const config = `global:\n  scrape_interval: 1s\nscrape_configs:\n  - job_name: shop\n    static_configs:\n      - targets: ["${exporter.url.slice(7)}"]\nremote_write:\n  - url: http://127.0.0.1:${port}/ingest/prometheus\n    authorization:\n      credentials: ${key}\n    queue_config:\n      batch_send_deadline: 1s\n`;
    const prometheus = await startPrometheus({ config });
    stops.push(() => prometheus.stop(), () => exporter.stop(), async () => {
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    });
    const counted = async () => {
      const [series] = await database.db.read.select().from(sliSeries).where(eq(sliSeries.sliId, sliId));
      return series ? (await readBuckets(database.db.read, { series: [series.number], from: Math.floor(Date.now() / MINUTE) - 10, until: Math.floor(Date.now() / MINUTE) + 5, table: "sli_minutes" })).reduce((sum, { total }) => sum + total, 0) : 0;
    };
    await until(async () => seen.length >= 8);
    await until(async () => (await counted()) === Math.max(...seen) - Math.min(...seen));
    expect(Math.max(...seen) - Math.min(...seen)).toBeGreaterThanOrEqual(49);
  });
});

describe("a source that is asked", () => {
  const now = Date.UTC(2026, 10, 2, 13);
  const minute = now / MINUTE;
  const answering = async (isUp: () => boolean) => {
    const server = await startAnswering(({ body }) => {
      if (!isUp()) return { status: 503, body: "down" };
      const form = new URLSearchParams(body);
      const [start, end] = [Number(form.get("start")), Number(form.get("end"))];
      const values = Array.from({ length: (end - start) / 60 + 1 }, (_, index) => [start + index * 60, String(((start / 60 + index) % 1e6) * 2)]);
      return { body: JSON.stringify({ status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } }) };
    });
    stops.push(() => server.stop());
    return server;
  };
  const total = async (from: number, until_: number) => [...(await sumWindow(database.db.read, { series: [1], from, until: until_ })).values()][0]?.total ?? 0;

  test("that was down fills the gap when it is back, and says since when it failed meanwhile", async () => {
    let isUp = true;
    const server = await answering(() => isUp);
    const { id } = await aSource(now, server.url, { total: "x" });
    const state = async () => (await database.db.read.select({ failingSince: sliSources.failingSince, lastError: sliSources.lastError, dueAt: sliSources.dueAt }).from(sliSources).where(eq(sliSources.id, id)))[0];
    await pull(now);
    expect(await state()).toEqual({ failingSince: null, lastError: null, dueAt: now + MINUTE });
    isUp = false;
    await pull(now + MINUTE);
    expect(await state()).toEqual({ failingSince: now + MINUTE, lastError: "It answers 503: down", dueAt: now + 2 * MINUTE });
    await pull(now + HOUR);
    expect(await state()).toMatchObject({ failingSince: now + MINUTE, dueAt: now + HOUR + 15 * MINUTE });
    isUp = true;
    await pull(now + 30 * HOUR);
    expect(await state()).toMatchObject({ failingSince: null, lastError: null });
    expect(await total(minute - 15, minute + 30 * 60 - 1)).toBe((30 * 60 + 14) * 2);
  });

  test("is asked for the days before it was set up, question by question", async () => {
    const server = await answering(() => true);
    await aSource(now, server.url, { total: "x" }, 20);
    for (let round = 0; round < 4; round++) await pull(now + round * MINUTE);
    expect(await total(minute - 20 * 1_440, minute)).toBe(20 * 1_440 * 2);
    expect(server.asked.length).toBeLessThan(30);
  });

  test("is asked by one of two workers, and no more when it is archived", async () => {
    const server = await answering(() => true);
    const { id } = await aSource(now, server.url, { total: "x" });
    const asked = await Promise.all([pull(now), pull(now)]);
    expect(asked.toSorted()).toEqual([0, 1]);
    await archiveSource(byMira(now), { id });
    expect(await pull(now + DAY)).toBe(0);
  });

  test("shows what a query would count, or why it counts nothing", async () => {
    let isUp = true;
    const server = await answering(() => isUp);
    const { id: sourceId, sliId } = await aSource(now, server.url, { total: "x" });
    const attempt = () => tryQuery(byMira(now), { sourceId, sliId, query: { total: "x" } });
    const { points, trouble } = await attempt();
    expect([points.length, points[0], trouble]).toEqual([30, { at: now - 2 * MINUTE, good: 2, total: 2 }, null]);
    isUp = false;
    expect(await attempt()).toEqual({ points: [], trouble: "It answers 503: down" });
  });
});

import fc from "fast-check";
import snappy from "snappyjs";
import { beforeEach, describe, expect, test } from "vitest";
import { sliSeries, sliSources } from "#db/schema/sli";
import { mintContext } from "#lib/access/context";
import { isFailure } from "#lib/core/failure";
import { HOUR, MINUTE } from "#lib/core/time";
import { acme, addCast, globex, mira, testNow, tom } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import type { SaveSli } from "../input.ts";
import { readBuckets } from "../queries/buckets.ts";
import type { Point } from "../rules/points.ts";
import { encode } from "../sources/protobuf.ts";
import { readRemoteWrite } from "../sources/remote-write.ts";
import type { SourceKind } from "../terms.ts";
import { ingestRows } from "./ingest-rows.ts";
import { ingestStreams } from "./ingest-streams.ts";
import { archiveSli, saveSli } from "./slis.ts";
import { addRoute, archiveSource, removeRoute, renewSourceKey, saveSource } from "./sources.ts";

const database = testDatabase();
const byMira = () => asStaff(database.db, mira);
const machine = (now = testNow) => mintContext({ db: database.db, now, actor: { kind: "system", job: "provider" }, audience: { kind: "public" }, permissions: [], requestId: "req_test" });
const words: SaveSli = { id: null, version: 0, customerId: acme.id, journeyId: null, key: "checkout", name: "Checkout works", kind: "availability", definition: "Payments that get an answer" };
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(() => null, (reason: unknown) => reason);
  return isFailure(error) ? error.code : error;
};

beforeEach(async () => {
  await addCast(database.db);
  await saveSli(byMira(), words);
  await saveSli(byMira(), { ...words, customerId: globex.id });
  await saveSli(byMira(), { ...words, customerId: null, key: "all" });
});

async function source(kind: SourceKind): Promise<{ id: string; key: string }> {
  const { id, key } = await saveSource(byMira(), { id: null, version: 0, kind, name: kind, settings: {}, secret: null });
  return { id, key: key ?? "" };
}

/** Every minute of every SLI that has counts: name, minutes after `testNow`, good and total. */
async function counted() {
  const series = await database.db.read.select().from(sliSeries);
  const rows = await Promise.all(series.map(async ({ number, sliId }) => (await readBuckets(database.db.read, { series: [number], from: testNow / MINUTE - 600, until: testNow / MINUTE + 60, table: "sli_minutes" })).map(({ minute, good, total }) => `${sliId.slice(0, 4)}${number} ${minute - testNow / MINUTE}: ${good}/${total}`)));
  return rows.flat().filter((row) => !row.endsWith(" 0/0")).map((row) => row.replace("sli_", "#")).toSorted();
}

describe("rows of counts", () => {
  const row = { sli: "checkout", customer: "acme", at: testNow - HOUR, good: 9, total: 10 };

  test("count for the SLI they name; those that are wrong are named and the others count", async () => {
    const { key } = await source("push");
    const rows = [row, { ...row, customer: "globex", good: 1, total: 1 }, { ...row, sli: "all", customer: null, good: 5, total: 5 }, { ...row, customer: "initech" }, { ...row, total: 1 }];
    const answer = await ingestRows(machine(), { key, rows, how: "set", batch: null });
    expect(answer).toEqual({ accepted: 3, isRepeated: false, rejected: [{ row: 4, field: "sli", sentence: "There is no SLI initech/checkout." }, { row: 5, field: "total", sentence: "total is less than its part." }] });
    expect((await counted()).map((line) => line.slice(2)).toSorted()).toEqual([" -60: 1/1", " -60: 5/5", " -60: 9/10"]);
  });

  test("set a minute, however often they come, and correct it", async () => {
    const { key } = await source("csv");
    for (const good of [9, 9, 8]) await ingestRows(machine(), { key, rows: [{ ...row, good }], how: "set", batch: null });
    expect(await counted()).toEqual(["#1 -60: 8/10"]);
  });

  test("that add count once for each batch, and need its name", async () => {
    const { key } = await source("push");
    const add = (batch: string | null) => ingestRows(machine(), { key, rows: [row, { ...row, total: 0 }], how: "add", batch });
    expect(await failure(add(null))).toBe("invalid");
    const first = await add("b1");
    expect(await add("b1")).toEqual({ ...first, isRepeated: true });
    await add("b2");
    expect(await counted()).toEqual(["#1 -60: 18/20"]);
  });

  test("of several sources of one SLI are kept apart and add up", async () => {
    for (const kind of ["push", "csv"] as const) await ingestRows(machine(), { key: (await source(kind)).key, rows: [row], how: "set", batch: null });
    expect(await counted()).toEqual(["#1 -60: 9/10", "#2 -60: 9/10"]);
  });

  test("need a key that is in force, of a source that takes rows", async () => {
    const { id, key } = await source("push");
    const other = await source("otlp");
    const send = (with_: string) => failure(ingestRows(machine(), { key: with_, rows: [row], how: "set", batch: null }));
    expect([await send("csk_wrong"), await send(""), await send(other.key)]).toEqual(["unauthenticated", "unauthenticated", "unauthenticated"]);
    const { key: renewed } = await renewSourceKey(byMira(), { id });
    expect([await send(key), await send(renewed)]).toEqual(["unauthenticated", null]);
    await archiveSource(byMira(), { id });
    expect(await send(renewed)).toBe("unauthenticated");
  });

  test("do not count for an SLI that is archived", async () => {
    const { key } = await source("push");
    const id = await saveSli(byMira(), { ...words, key: "old" });
    await archiveSli(byMira(), { id });
    expect(await ingestRows(machine(), { key, rows: [{ ...row, sli: "old" }], how: "set", batch: null })).toMatchObject({ accepted: 0, rejected: [{ field: "sli" }] });
  });
});

describe("metrics that are sent", () => {
  const minute = (offset: number) => testNow + offset * MINUTE;
  const stream = (customer: string, code: string, points: Point[]) => ({ metric: "http_requests_total", labels: { customer, code, pod: "a" }, points });

  async function remoteWrite() {
    const made = await source("remote_write");
    const route = { sourceId: made.id, metric: "http_requests_total", customerLabel: "customer", sliKey: "checkout", counting: "cumulative" as const };
    await addRoute(byMira(), { ...route, matchers: "", side: "total" });
    const bad = await addRoute(byMira(), { ...route, matchers: 'code=~"5.."', side: "bad" });
    return { ...made, bad };
  }

  test("count for the customer their label names; of the rest it is noted why not", async () => {
    const { id, key } = await remoteWrite();
    const streams = [
      stream("acme", "200", [[minute(-3), 100], [minute(-2), 150]]), stream("acme", "500", [[minute(-3), 3], [minute(-2), 5]]),
      stream("globex", "200", [[minute(-3), 7], [minute(-2), 9]]), stream("nobody", "200", [[minute(-2), 1]]), { metric: "up", labels: {}, points: [[minute(-2), 1] as Point] },
    ];
    expect(await ingestStreams(machine(), { key, kind: "remote_write", streams })).toEqual({ accepted: 8, ignored: 1, unrouted: 1, outOfTime: 0 });
    expect(await counted()).toEqual(["#1 -2: 50/52", "#2 -2: 2/2"]);
    const [row] = await database.db.read.select().from(sliSources);
    expect(row).toMatchObject({ id, lastOkAt: testNow, unrouted: [{ why: "There is no SLI nobody/checkout.", labels: { customer: "nobody", __name__: "http_requests_total" } }] });
  });

  test("come to the same counts late, doubled and in any order, over resets", async () => {
    const { key } = await remoteWrite();
    // Ten minutes of two counters, four points a minute; the one starts anew in the middle.
    const points = Array.from({ length: 40 }, (_, index): Point => [minute(-10) + index * 15_000, index < 22 ? index * 5 : (index - 22) * 3]);
    const errors = points.map(([at], index): Point => [at, Math.floor(index / 4)]);
    const send = (batch: { code: string; point: Point }[]) => ingestStreams(machine(), { key, kind: "remote_write", streams: batch.map(({ code, point }) => stream("acme", code, [point])) });
    const all = [...points.map((point) => ({ code: "200", point })), ...errors.map((point) => ({ code: "503", point }))];
    await send(all);
    const expected = await counted();
    // 21 steps of 5, one from nothing to 0 and 17 of 3; 9 errors.
    expect(expected.reduce((sum, line) => sum + Number(line.split("/")[1]), 0)).toBe(105 + 51 + 9);
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), fc.array(fc.nat(all.length), { maxLength: 6 }), async (shuffled, cuts) => {
      const other = await remoteWrite();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), all.length];
      const before = new Set(await counted());
      for (const [index, from] of edges.entries()) {
        const batch = shuffled.slice(from, edges[index + 1] ?? all.length);
        const streams = batch.map(({ code, point }) => stream("acme", code, [point]));
        for (let twice = 0; twice < 2; twice++) await ingestStreams(machine(), { key: other.key, kind: "remote_write", streams });
      }
      const made = (await counted()).filter((line) => !before.has(line)).map((line) => line.replace(/^#\d+/, "#1")).toSorted();
      expect(made).toEqual(expected);
    }), { numRuns: 8 });
  });

  test("of too long ago or of the future do not count", async () => {
    const { key } = await remoteWrite();
    const streams = [stream("acme", "200", [[minute(-600), 1], [minute(-1), 5], [minute(0), 6], [minute(30), 9]])];
    expect(await ingestStreams(machine(), { key, kind: "remote_write", streams })).toMatchObject({ accepted: 2, outOfTime: 2 });
    expect(await counted()).toEqual(["#1 0: 1/1"]);
  });

  test("as gauges and deltas add up", async () => {
    const made = await source("otlp");
    for (const side of ["good", "total"] as const) await addRoute(byMira(), { sourceId: made.id, metric: `calls.${side}`, matchers: "", side, counting: "gauge", customerLabel: null, sliKey: "all" });
    const point = (side: string, value: number, seconds: number) => ({ metric: `calls.${side}`, labels: {}, counting: "delta" as const, points: [[minute(-2) + seconds * 1_000, value, minute(-2)] as Point] });
    const streams = [point("total", 10, 10), point("good", 9, 10), point("total", 5, 20), point("good", 5, 20)];
    for (let twice = 0; twice < 2; twice++) await ingestStreams(machine(), { key: made.key, kind: "otlp", streams });
    expect(await counted()).toEqual(["#1 -2: 14/15"]);
  });

  test("arrive as Prometheus packs them, without what is no number", () => {
    const body = snappy.compress(encode("WriteRequest", { timeseries: [{ labels: [{ name: "__name__", value: "up" }, { name: "job", value: "shop" }], samples: [{ value: 3, timestamp: 1_795_386_900_000 }, { value: Number.NaN, timestamp: 1_795_386_915_000 }] }] }));
    expect(readRemoteWrite(body)).toEqual([{ metric: "up", labels: { job: "shop" }, points: [[1_795_386_900_000, 3]] }]);
    for (const broken of [Buffer.from("hello"), body.slice(0, 5), snappy.compress(Buffer.from([0xff, 0xff]))]) expect(() => readRemoteWrite(broken)).toThrow(/no remote write request/);
  });

  test("stop counting when their route is removed", async () => {
    const { id, key, bad } = await remoteWrite();
    await removeRoute(byMira(), { sourceId: id, id: bad });
    await ingestStreams(machine(), { key, kind: "remote_write", streams: [stream("acme", "500", [[minute(-3), 3], [minute(-2), 5]])] });
    expect(await counted()).toEqual(["#1 -2: 2/2"]);
  });
});

describe("SLIs and sources", () => {
  test("are managers' to define; a refusal leaves nothing behind", async () => {
    const viewer = asStaff(database.db, tom);
    const attempts = [saveSli(viewer, { ...words, key: "x" }), saveSource(viewer, { id: null, version: 0, kind: "push", name: "x", settings: {}, secret: null })];
    expect(await Promise.all(attempts.map(failure))).toEqual(["forbidden", "forbidden"]);
    expect(await database.db.read.select().from(sliSources)).toEqual([]);
  });

  test("have one key for each customer, and stay theirs", async () => {
    expect(await failure(saveSli(byMira(), words))).toBe("conflict");
    expect(await failure(saveSli(byMira(), { ...words, customerId: null, key: "all" }))).toBe("conflict");
    const id = await saveSli(byMira(), { ...words, key: "refunds" });
    expect(await failure(saveSli(byMira(), { ...words, key: "refunds", id, version: 1, customerId: globex.id }))).toBe("invalid");
    expect(await failure(saveSli(byMira(), { ...words, key: "refunds", id, version: 2 }))).toBe("conflict");
    expect(await failure(saveSli(byMira(), { ...words, key: "refunds", id, version: 1, name: "Refunds" }))).toBeNull();
  });

  test("keep a key as a hash and a secret sealed", async () => {
    const { key } = await saveSource(byMira(), { id: null, version: 0, kind: "push", name: "Shop", settings: {}, secret: null });
    await saveSource(byMira(), { id: null, version: 0, kind: "prometheus", name: "Prometheus", settings: { url: "https://prometheus.example/" }, secret: "hunter2-token" });
    const rows = await database.db.read.select().from(sliSources);
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(JSON.stringify(rows)).not.toContain("hunter2");
    expect(rows.find(({ kind }) => kind === "prometheus")).toMatchObject({ keyHash: null, settings: { url: "https://prometheus.example", auth: "none" } });
    expect(await failure(saveSource(byMira(), { id: null, version: 0, kind: "grafana", name: "G", settings: { url: "ftp://x" }, secret: null }))).toBe("invalid");
  });
});

import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { createOutboundFetch } from "#lib/platform/http";
import { startAnswering } from "#lib/testing/metrics-servers";
import { isIncrease } from "./prometheus.ts";
import type { PullKind } from "../terms.ts";
import { pullSourceOf } from "./kinds.ts";

const outbound = createOutboundFetch({ allowLoopback: true });
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const from = Date.parse("2026-11-26T09:00:00Z") / 60_000;
const span = { from, until: from + 3 };
const both = { good: "good", total: "total" };
type Answering = Parameters<typeof startAnswering>[0];

async function ask(kind: PullKind, { settings = {}, query = both, secret = "secret", answer }: { settings?: object; query?: Record<string, string>; secret?: string; answer: Answering }) {
  const server = await startAnswering(answer);
  stops.push(server.stop);
  const attempt = pullSourceOf(kind)?.ask({ settings: { url: server.url, ...settings }, secret, query, span, now: Date.now(), send: outbound.send });
  const counts = await attempt?.then((found) => [...found].map(([minute, { good, total }]) => `${minute - from}: ${good}/${total}`), (error: Error) => error.message);
  return { counts, asked: server.asked };
}

const json = (value: unknown) => ({ body: JSON.stringify(value) });
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });

describe("a Prometheus", () => {
  const matrix = (...values: [number, string][][]) => json({ status: "success", data: { resultType: "matrix", result: values.map((each, index) => ({ metric: { pod: String(index) }, values: each })) } });
  const at = (minute: number) => (from + minute) * 60;

  test("gives counters, whose growth is counted series by series and over resets", async () => {
    const total = matrix([[at(0), "100"], [at(1), "150"], [at(2), "10"], [at(3), "30"]], [[at(1), "5"], [at(2), "NaN"], [at(3), "9"]]);
    const { counts, asked } = await ask("prometheus", { settings: { auth: "bearer", tenant: "team-a" }, query: { bad: "errors", total: "requests" }, answer: ({ body }) => (body.includes("errors") ? matrix([[at(0), "1"], [at(1), "3"], [at(2), "3"], [at(3), "3"]]) : total) });
    expect(counts).toEqual(["0: 48/50", "1: 10/10", "2: 24/24"]);
    expect(asked[0]).toMatchObject({ path: "/api/v1/query_range", headers: { authorization: "Bearer secret", "x-scope-orgid": "team-a" } });
    expect(Object.fromEntries(new URLSearchParams(asked[1]?.body))).toEqual({ query: "requests", start: String(at(0)), end: String(at(3)), step: "60" });
  });

  test("gives increases as they are, rounded once", async () => {
    expect(["sum(increase(x[1m]))", "sum(x)", "increase_total"].map(isIncrease)).toEqual([true, false, false]);
    const { counts } = await ask("prometheus", { query: { good: "increase(g[1m])", total: "increase(t[1m])" }, answer: ({ body }) => matrix([[at(0), "7"], [at(1), body.includes("g%5B") ? "9.4" : "10.06"]]) });
    expect(counts).toEqual(["0: 9/10"]);
  });

  test("without data counts nothing", async () => expect((await ask("prometheus", { answer: () => matrix() })).counts).toEqual([]));

  test.each([
    [{ status: 422, body: '{"status":"error","errorType":"422","error":"too many points"}' }, /^It answers 422: .*too many points/],
    [{ status: 401, body: "" }, /^It answers 401: the secret is wrong/],
    [{ status: 429, body: "" }, /asked too often/],
    [{ status: 302, body: "", headers: { location: "http://169.254.169.254/" } }, /redirect/],
    [{ body: "<html>" }, /^It answers no JSON: <html>/],
    [json({ status: "success", data: { resultType: "vector", result: [] } }), /expected a matrix/],
    [{ body: "x".repeat(33 * 1024 * 1024) }, /larger than/],
  ])("that answers wrongly is named: %#", async (answer, sentence) => {
    expect((await ask("prometheus", { answer: () => answer })).counts).toMatch(sentence);
  });

  test("that is down, or where nobody may look, harms nothing", async () => {
    const source = pullSourceOf("prometheus");
    const attempt = (url: string, send = outbound.send) => source?.ask({ settings: { url, auth: "none" }, secret: null, query: both, span, now: 0, send }).then(() => null, (error: Error) => error.message);
    expect(await attempt("http://127.0.0.1:1")).toMatch(/^It does not answer/);
    for (const url of ["http://169.254.169.254", "http://metadata.google.internal", "http://10.0.0.1:9090"]) expect(await attempt(url)).toMatch(/^It is not asked/);
    const withinReach = createOutboundFetch({ allowPrivate: true, resolve: async () => [{ address: "169.254.169.254", family: 4 }] });
    for (const url of ["http://169.254.169.254", "http://metadata.google.internal"]) expect(await attempt(url, withinReach.send)).toMatch(/^It is not asked/);
  });
});

test("Datadog's points in milliseconds are counted by the minute; null is none, and points that were widened are refused", async () => {
  const series = (interval: number) => json({ status: "ok", res_type: "time_series", series: [{ metric: "m", scope: "customer:acme", interval, pointlist: [[from * 60_000, 5], [from * 60_000 + 20_000, 4], [(from + 1) * 60_000, null], [(from + 2) * 60_000, 1]] }] });
  const { counts, asked } = await ask("datadog", { secret: "api,app", query: { good: "sum:ok{*}.as_count()", total: "sum:all{*}.as_count()" }, answer: () => series(20) });
  expect(counts).toEqual(["0: 9/9", "2: 1/1"]);
  expect(asked[0]).toMatchObject({ headers: { "dd-api-key": "api", "dd-application-key": "app" } });
  expect(asked[0]?.path).toBe(`/api/v1/query?from=${from * 60}&to=${(from + 3) * 60}&query=sum%3Aok%7B*%7D.as_count%28%29.rollup%28sum%2C+60%29`);
  expect((await ask("datadog", { answer: () => series(300) })).counts).toMatch(/widened the points to 300 s/);
  expect((await ask("datadog", { answer: () => json({ status: "error", error: "Bad query" }) })).counts).toBe("It answers: Bad query");
});

test("Google's time series are read page by page, with a token for the service account", async () => {
  const point = (minute: number, value: object) => ({ interval: { startTime: "", endTime: new Date((from + minute + 1) * 60_000).toISOString() }, value });
  const answer: Answering = ({ path }) => {
    if (path === "/token") return json({ access_token: "t0", expires_in: 3_600 });
    if (!path.includes("pageToken")) return json({ timeSeries: [{ points: [point(1, { int64Value: "7" })] }], nextPageToken: "p2" });
    return json({ timeSeries: [{ points: [point(0, { doubleValue: 3 }), point(9, { int64Value: "1" })] }] });
  };
  const server = await startAnswering(answer);
  stops.push(server.stop);
  const secret = JSON.stringify({ client_email: `a${from}@example`, private_key: privateKey, token_uri: `${server.url}/token` });
  const counts = await pullSourceOf("google_monitoring")?.ask({ settings: { project: "demo", url: server.url }, secret, query: { bad: "metric.type=\"b\"", total: "metric.type=\"t\"" }, span, now: Date.now(), send: outbound.send });
  expect([...(counts ?? [])].map(([minute, count]) => [minute - from, count])).toEqual([[1, { good: 0, total: 7 }], [0, { good: 0, total: 3 }]]);
  const [token, list] = server.asked;
  expect(new URLSearchParams(token?.body).get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  expect(JSON.parse(Buffer.from(new URLSearchParams(token?.body).get("assertion")?.split(".")[1] ?? "", "base64url").toString())).toMatchObject({ scope: "https://www.googleapis.com/auth/monitoring.read", aud: `${server.url}/token` });
  expect(list).toMatchObject({ headers: { authorization: "Bearer t0" } });
  expect(list?.path).toMatch(/^\/v3\/projects\/demo\/timeSeries\?filter=metric.type%3D%22b%22&interval.startTime=2026-11-26T09%3A00%3A00.000Z/);
  expect((await ask("google_monitoring", { settings: { project: "demo" }, secret: "no json", answer: () => json({}) })).counts).toMatch(/no key file/);
});

test("Splunk's rows are text, previews are none, and an error in the stream is one", async () => {
  const line = (result: object, more = {}) => JSON.stringify({ preview: false, offset: 0, ...more, result });
  const body = [line({ _time: "2026-11-26T09:00:00.000+00:00", good: "13666", total: "13668" }), line({ _time: "2026-11-26T09:01:00.000+00:00", good: "1", total: "1" }, { preview: true }), line({ _time: String((from + 2) * 60), good: "", total: "4" })].join("\n");
  const { counts, asked } = await ask("splunk", { settings: { scheme: "Splunk" }, query: { search: "index=web | timechart span=1m count as total" }, answer: () => ({ body }) });
  expect(counts).toEqual(["0: 13666/13668", "2: 0/4"]);
  expect(new URLSearchParams(asked[0]?.body).get("search")).toBe("search index=web | timechart span=1m count as total");
  expect(asked[0]).toMatchObject({ path: "/services/search/v2/jobs/export", headers: { authorization: "Splunk secret" } });
  const fail = async (text: string) => (await ask("splunk", { query: { search: "x" }, answer: () => ({ body: text }) })).counts;
  expect(await fail(JSON.stringify({ messages: [{ type: "FATAL", text: "Unknown search command 'x'." }] }))).toBe("It answers: Unknown search command 'x'.");
  expect(await fail(line({ _time: "1", count: "4" }))).toMatch(/must have _time, total and good or bad/);
});

test("Splunk Observability streams events; values of all series add up", async () => {
  const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\nid: 1\n\n`;
  const stream = event("control-message", { event: "STREAM_START" }) + event("data", { logicalTimestampMs: from * 60_000, data: [{ tsId: "a", value: 3 }, { tsId: "b", value: 4 }] }) + event("data", { logicalTimestampMs: (from + 1) * 60_000, data: [{ tsId: "a", value: null }] });
  const { counts, asked } = await ask("splunk_observability", { settings: { realm: "eu0" }, answer: () => ({ body: stream }) });
  expect(counts).toEqual(["0: 7/7"]);
  expect(asked[0]).toMatchObject({ path: `/v2/signalflow/execute?start=${from * 60_000}&stop=${(from + 3) * 60_000}&resolution=60000&immediate=true`, body: "good", headers: { "x-sf-token": "secret" } });
  expect((await ask("splunk_observability", { settings: { realm: "eu0" }, answer: () => ({ body: event("error", { message: "no such metric" }) }) })).counts).toMatch(/no such metric/);
});

test("Grafana's frames are one a series, in milliseconds", async () => {
  const frame = (values: (number | null)[]) => ({ schema: { refId: "A", fields: [{ name: "Time", type: "time" }, { name: "Value", type: "number", labels: {} }] }, data: { values: [[(from + 1) * 60_000, (from + 2) * 60_000], values] } });
  const { counts, asked } = await ask("grafana", { settings: { datasourceUid: "abc" }, query: { bad: "increase(b[1m])", total: '{"expr":"t","legendFormat":"x"}' }, answer: () => json({ results: { bad: { status: 200, frames: [frame([1, null])] }, total: { status: 200, frames: [frame([5, 5]), frame([1, 2])] } } }) });
  expect(counts).toEqual(["0: 5/6", "1: 7/7"]);
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ from: String(from * 60_000), to: String((from + 3) * 60_000), queries: [{ refId: "bad", expr: "increase(b[1m])", datasource: { uid: "abc" }, intervalMs: 60_000 }, { refId: "total", expr: "t", legendFormat: "x" }] });
  expect((await ask("grafana", { settings: { datasourceUid: "abc" }, answer: () => json({ results: { good: { error: "no such data source" } } }) })).counts).toMatch(/no such data source/);
});

import { z } from "zod";
import { increaseOf, type Point } from "../rules/points.ts";
import type { Settings } from "../rules/settings.ts";
import { type Asking, combine, type PullSource, readJson, request, SourceTrouble } from "./contract.ts";
import { googleToken } from "./google-token.ts";

const Answer = z.object({
  status: z.literal("success"),
  data: z.object({ resultType: z.literal("matrix"), result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) })) }),
});

const stepSeconds = 60;
// A slice of a minute t covers (t − 60 s, t]: the counters at its ends are asked for, and their difference counted.
const mostSeries = 2_000;

/**
 * The Prometheus HTTP API: Prometheus itself, Thanos, Mimir, VictoriaMetrics, Google's managed one, and through Grafana's data-source
 * proxy. A query gives counters, one series or many (`http_requests_total{job="shop"}`): their growth from minute to minute is counted
 * here, exactly and over resets, where `increase()` extrapolates. A query that is an increase already says so.
 */
export const prometheus: PullSource = {
  mostMinutes: 1_440,
  ask: async (asking) => {
    const read = async (query: string | undefined) => (query ? readQuery(asking, query) : null);
    const [good, bad, total] = [await read(asking.query["good"]), await read(asking.query["bad"]), await read(asking.query["total"])];
    if (!total) throw new SourceTrouble("The query for the total is missing.");
    return combine({ good, bad: good ? null : bad, total });
  },
};

async function readQuery(asking: Asking, query: string): Promise<Map<number, number>> {
  const { url } = asking.settings as Settings<"prometheus">;
  const body = new URLSearchParams({ query, start: String(asking.span.from * stepSeconds), end: String(asking.span.until * stepSeconds), step: String(stepSeconds) }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json", ...(await headersOf(asking)) };
  const parsed = Answer.safeParse(readJson(await request(asking.send, { url: `${url}/api/v1/query_range`, method: "POST", headers, body })));
  if (!parsed.success) throw new SourceTrouble("Its answer is not one of a Prometheus: expected a matrix. Is the address the one before /api/v1?");
  const { result } = parsed.data.data;
  if (result.length > mostSeries) throw new SourceTrouble(`The query gives ${result.length} series, at most ${mostSeries} are read: sum them up with fewer labels.`);
  return isIncrease(query) ? sumValues(result, asking) : sumGrowth(result, asking);
}

/** Whether a query is of counts already: it grows or falls by itself. */
export function isIncrease(query: string): boolean {
  return /\b(increase|delta|idelta|count_over_time|sum_over_time)\s*\(/.test(query);
}

type Matrix = { values: [number, string][] }[];

function sumGrowth(result: Matrix, { span }: Asking): Map<number, number> {
  const byMinute = new Map<number, number>();
  for (const { values } of result) {
    let before: Point | null = null;
    for (const [seconds, text] of values) {
      const point: Point = [seconds * 1_000, Number(text)];
      if (!Number.isFinite(point[1])) continue;
      const minute = Math.round(seconds / stepSeconds) - 1;
      if (before !== null && minute >= span.from) byMinute.set(minute, (byMinute.get(minute) ?? 0) + increaseOf("cumulative", [point], before));
      before = point;
    }
  }
  return byMinute;
}

function sumValues(result: Matrix, { span }: Asking): Map<number, number> {
  const byMinute = new Map<number, number>();
  for (const [seconds, text] of result.flatMap(({ values }) => values)) {
    const minute = Math.round(seconds / stepSeconds) - 1;
    const value = Number(text);
    if (Number.isFinite(value) && minute >= span.from) byMinute.set(minute, (byMinute.get(minute) ?? 0) + value);
  }
  return byMinute;
}

async function headersOf(asking: Asking): Promise<Record<string, string>> {
  const { auth, tenant } = asking.settings as Settings<"prometheus">;
  const scope: Record<string, string> = tenant ? { "x-scope-orgid": tenant } : {};
  if (auth === "none" || asking.secret === null) return scope;
  if (auth === "basic") return { ...scope, authorization: `Basic ${Buffer.from(asking.secret).toString("base64")}` };
  const token = auth === "google" ? await googleToken(asking) : asking.secret;
  return { ...scope, authorization: `Bearer ${token}` };
}

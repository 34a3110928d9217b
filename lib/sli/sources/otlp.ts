import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { Failure } from "#lib/core/failure";
import type { Point } from "../rules/points.ts";
import type { ArrivedStream } from "../rules/routing.ts";
import type { Counting } from "../terms.ts";
import { decode, encode } from "./protobuf.ts";

// 64-bit numbers come as text or, against the rules, as numbers; null stands for what is not there.
const nanos = z.union([z.string(), z.number()]).nullish().transform((value) => (value == null ? 0 : Number(BigInt(String(value).split(".")[0] ?? "0") / 1_000_000n)));
const number = z.union([z.string(), z.custom<number>((given) => typeof given === "number")]).nullish().transform((value) => (value == null ? null : Number(value)));
const value = z.object({ stringValue: z.string().nullish(), boolValue: z.boolean().nullish(), intValue: number, doubleValue: number }).partial().nullish();
const attributes = z.array(z.object({ key: z.string(), value })).nullish().transform((list) => list ?? []);
const point = { startTimeUnixNano: nanos, timeUnixNano: nanos, attributes, flags: z.coerce.number().nullish() };
const numberPoints = z.array(z.object({ ...point, asDouble: number, asInt: number })).nullish().transform((list) => list ?? []);
const histogram = z.object({ aggregationTemporality: z.coerce.number().nullish(), dataPoints: z.array(z.object({ ...point, count: number, bucketCounts: z.array(z.coerce.number()).nullish(), explicitBounds: z.array(z.coerce.number()).nullish() })).nullish() }).nullish();
const Metric = z.object({
  name: z.string(),
  gauge: z.object({ dataPoints: numberPoints }).nullish(),
  sum: z.object({ dataPoints: numberPoints, aggregationTemporality: z.coerce.number().nullish(), isMonotonic: z.boolean().nullish() }).nullish(),
  histogram,
  exponentialHistogram: z.object({ dataPoints: z.array(z.unknown()).nullish() }).nullish(),
});
const ExportRequest = z.object({
  resourceMetrics: z.array(z.object({
    resource: z.object({ attributes }).nullish(),
    scopeMetrics: z.array(z.object({ metrics: z.array(Metric).nullish() })).nullish(),
  })).nullish(),
});

export interface OtlpRead {
  streams: ArrivedStream[];
  /** Points that cannot be counts, and why. */
  rejected: number;
  why: string | null;
}

const noRecordedValue = 1;

/** An OTLP metrics export, in its JSON or protobuf form. Sums and gauges count as they are; a histogram gives `<name>_count` and `<name>_bucket{le}`. */
export function readOtlp(body: Uint8Array, form: "json" | "protobuf"): OtlpRead {
  const read: OtlpRead = { streams: [], rejected: 0, why: null };
  for (const { resource, scopeMetrics } of parse(body, form).resourceMetrics ?? []) {
    const shared = labelsOf(resource?.attributes ?? []);
    for (const metric of (scopeMetrics ?? []).flatMap(({ metrics }) => metrics ?? [])) readMetric(read, metric, shared);
  }
  return read;
}

function parse(body: Uint8Array, form: "json" | "protobuf") {
  try {
    return ExportRequest.parse(form === "json" ? JSON.parse(Buffer.from(body).toString("utf8")) : decode("ExportRequest", body));
  } catch (error) {
    throw new Failure("invalid", `This is no OTLP metrics export: ${error instanceof Error ? error.message.slice(0, 200) : "it cannot be read"}.`);
  }
}

function readMetric(read: OtlpRead, metric: z.infer<typeof Metric>, shared: Record<string, string>): void {
  const { name, gauge, sum } = metric;
  const put = (suffix: string, { counting, labels, point }: { counting: Counting; labels: Record<string, string>; point: Point }) =>
    read.streams.push({ metric: `${name}${suffix}`, labels: { ...shared, ...labels }, counting, points: [point] });
  const counting = countingOf(sum?.aggregationTemporality ?? metric.histogram?.aggregationTemporality);
  for (const each of gauge?.dataPoints ?? []) putNumber(each, "gauge");
  for (const each of sum?.dataPoints ?? []) {
    if (counting === null || (counting === "cumulative" && sum?.isMonotonic !== true)) reject(read, `${name} may fall, so its growth is no count.`);
    else putNumber(each, counting);
  }
  for (const each of metric.histogram?.dataPoints ?? []) {
    if (counting === null || ((each.flags ?? 0) & noRecordedValue) !== 0) reject(read, `${name} says neither delta nor cumulative.`);
    else putHistogram(each, counting);
  }
  for (let left = metric.exponentialHistogram?.dataPoints?.length ?? 0; left > 0; left--) reject(read, `${name} is an exponential histogram: send its counts as sums.`);

  function putNumber(each: z.infer<typeof numberPoints>[number], as: Counting) {
    const value = each.asInt ?? each.asDouble;
    if (value === null || !Number.isFinite(value) || ((each.flags ?? 0) & noRecordedValue) !== 0) return reject(read, `${name} has a point without a value.`);
    put("", { counting: as, labels: labelsOf(each.attributes), point: pointOf(each, value) });
  }
  function putHistogram(each: NonNullable<NonNullable<z.infer<typeof histogram>>["dataPoints"]>[number], as: Counting) {
    const labels = labelsOf(each.attributes);
    put("_count", { counting: as, labels, point: pointOf(each, each.count ?? 0) });
    let below = 0;
    (each.bucketCounts ?? []).forEach((count, index) => {
      below += count;
      const bound = each.explicitBounds?.[index];
      put("_bucket", { counting: as, labels: { ...labels, le: bound === undefined ? "+Inf" : String(bound) }, point: pointOf(each, below) });
    });
  }
}

function reject(read: OtlpRead, why: string): void {
  read.rejected++;
  read.why ??= why;
}

// Deltas are told apart by when they begin as well: two of the same end are two.
function pointOf({ startTimeUnixNano, timeUnixNano }: { startTimeUnixNano: number; timeUnixNano: number }, value: number): Point {
  return startTimeUnixNano > 0 ? [timeUnixNano, value, startTimeUnixNano] : [timeUnixNano, value];
}

/** AggregationTemporality of the protocol: 1 delta, 2 cumulative. */
function countingOf(temporality: number | null | undefined): Counting | null {
  if (temporality === 1) return "delta";
  return temporality === 2 ? "cumulative" : null;
}

function labelsOf(list: z.infer<typeof attributes>): Record<string, string> {
  return Object.fromEntries(list.map(({ key, value }) => [key, String(value?.stringValue ?? value?.intValue ?? value?.doubleValue ?? value?.boolValue ?? "")]));
}

const mostBytes = 16 * 1024 * 1024;

/** A body as it was before it was packed for the way. */
export function unpack(body: Uint8Array, encoding: string | null): Uint8Array {
  if (encoding === null || encoding === "identity" || encoding === "") return body;
  if (encoding !== "gzip") throw new Failure("invalid", `Bodies are taken plain or gzipped, not as ${encoding.slice(0, 40)}.`);
  try {
    return gunzipSync(body, { maxOutputLength: mostBytes });
  } catch {
    throw new Failure("invalid", "This body says that it is gzipped and cannot be unpacked, or is too large.");
  }
}

/** The answer in the form of the request: empty, or a partial success, which senders do not send again. (OTLP, "Partial Success") */
export function answerOtlp({ form, rejected, why }: { form: "json" | "protobuf"; rejected: number; why: string }): { body: Uint8Array<ArrayBuffer>; type: string } {
  const partial = rejected === 0 ? {} : { partialSuccess: { rejectedDataPoints: String(rejected), errorMessage: why } };
  if (form === "json") return { body: new Uint8Array(Buffer.from(JSON.stringify(partial))), type: "application/json" };
  return { body: new Uint8Array(encode("ExportResponse", partial)), type: "application/x-protobuf" };
}

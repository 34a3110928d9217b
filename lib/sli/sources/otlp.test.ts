import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isFailure } from "#lib/core/failure";
import { readOtlp } from "./otlp.ts";
import { encode } from "./protobuf.ts";

const published = readFileSync("../shared/fixtures/metrics/otlp/examples/metrics.json");
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const metrics = (...list: unknown[]) => ({ resourceMetrics: [{ resource: { attributes: [{ key: "customer", value: { stringValue: "acme" } }] }, scopeMetrics: [{ metrics: list }] }] });
const at = "1795386900000000000";

describe("an OTLP export", () => {
  test("in the published example gives sums, gauges and histograms as counts", () => {
    const { streams, rejected, why } = readOtlp(published, "json");
    expect(streams.map(({ metric, counting, points }) => [metric, counting, points[0]?.[1]])).toEqual([
      ["my.counter", "delta", 5], ["my.gauge", "gauge", 10], ["my.histogram_count", "delta", 2], ["my.histogram_bucket", "delta", 1], ["my.histogram_bucket", "delta", 2],
    ]);
    expect(streams[0]).toMatchObject({ labels: { "service.name": "my.service", "my.counter.attr": "some value" }, points: [[1_544_712_660_300, 5, 1_544_712_660_300]] });
    expect([rejected, why]).toEqual([1, "my.exponential.histogram is an exponential histogram: send its counts as sums."]);
  });

  test("reads the same from protobuf as from JSON, 64-bit numbers as text or number", () => {
    const export1 = metrics(
      { name: "requests", sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ asInt: "12345", startTimeUnixNano: "1795380000000000000", timeUnixNano: at, attributes: [{ key: "n", value: { intValue: "7" } }, { key: "ok", value: { boolValue: true } }] }] } },
      { name: "load", gauge: { dataPoints: [{ asDouble: 0.5, timeUnixNano: at }] } },
    );
    const fromProtobuf = readOtlp(encode("ExportRequest", export1), "protobuf");
    expect(fromProtobuf).toEqual(readOtlp(bytes(export1), "json"));
    expect(fromProtobuf.streams[0]).toEqual({ metric: "requests", labels: { customer: "acme", n: "7", ok: "true" }, counting: "cumulative", points: [[1_795_386_900_000, 12_345, 1_795_380_000_000]] });
    expect(readOtlp(bytes(metrics({ name: "r", sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints: [{ asInt: 5, timeUnixNano: 1_795_386_900_000_000_000 }] } })), "json").streams[0]?.points).toEqual([[1_795_386_900_000, 5]]);
  });

  test("rejects point by point what is no count", () => {
    const { streams, rejected } = readOtlp(bytes(metrics(
      { name: "queue", sum: { aggregationTemporality: 2, isMonotonic: false, dataPoints: [{ asInt: "1", timeUnixNano: at }] } },
      { name: "odd", sum: { dataPoints: [{ asInt: "1", timeUnixNano: at }] } },
      { name: "gone", gauge: { dataPoints: [{ flags: 1, timeUnixNano: at }, { asDouble: 1, timeUnixNano: at }] } },
    )), "json");
    expect([streams.map(({ metric }) => metric), rejected]).toEqual([["gone"], 3]);
  });

  test.each([["json", Buffer.from("{")], ["json", bytes({ resourceMetrics: 1 })], ["protobuf", Buffer.from([0xff, 0xff, 0xff])]] as const)("that is none is refused: %s", (form, body) => {
    const error = (() => {
      try {
        return readOtlp(body, form);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isFailure(error) && error.code).toBe("invalid");
  });
});

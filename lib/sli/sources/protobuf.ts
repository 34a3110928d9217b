import protobuf from "protobufjs/light.js";

type Fields = Record<string, { id: number; type: string; rule?: "repeated" }>;
const many = (id: number, type: string) => ({ id, type, rule: "repeated" as const });
const one = (id: number, type: string) => ({ id, type });
const message = (fields: Fields) => ({ fields });

/** The parts of the published definitions that counts are in; other fields are skipped. (prompb/remote.proto; opentelemetry/proto/metrics/v1) */
const root = protobuf.Root.fromJSON({
  nested: {
    WriteRequest: message({ timeseries: many(1, "TimeSeries") }),
    TimeSeries: message({ labels: many(1, "Label"), samples: many(2, "Sample"), histograms: many(4, "Skipped") }),
    Label: message({ name: one(1, "string"), value: one(2, "string") }),
    Sample: message({ value: one(1, "double"), timestamp: one(2, "int64") }),
    Skipped: message({}),
    ExportRequest: message({ resourceMetrics: many(1, "ResourceMetrics") }),
    ResourceMetrics: message({ resource: one(1, "Resource"), scopeMetrics: many(2, "ScopeMetrics") }),
    Resource: message({ attributes: many(1, "KeyValue") }),
    ScopeMetrics: message({ metrics: many(2, "Metric") }),
    Metric: message({ name: one(1, "string"), gauge: one(5, "Numbers"), sum: one(7, "Sum"), histogram: one(9, "Histogram"), exponentialHistogram: one(10, "Histogram") }),
    Numbers: message({ dataPoints: many(1, "NumberPoint") }),
    Sum: message({ dataPoints: many(1, "NumberPoint"), aggregationTemporality: one(2, "int32"), isMonotonic: one(3, "bool") }),
    NumberPoint: message({ startTimeUnixNano: one(2, "fixed64"), timeUnixNano: one(3, "fixed64"), asDouble: one(4, "double"), asInt: one(6, "sfixed64"), attributes: many(7, "KeyValue"), flags: one(8, "uint32") }),
    Histogram: message({ dataPoints: many(1, "HistogramPoint"), aggregationTemporality: one(2, "int32") }),
    HistogramPoint: message({ startTimeUnixNano: one(2, "fixed64"), timeUnixNano: one(3, "fixed64"), count: one(4, "fixed64"), bucketCounts: many(6, "fixed64"), explicitBounds: many(7, "double"), attributes: many(9, "KeyValue"), flags: one(10, "uint32") }),
    ExportResponse: message({ partialSuccess: one(1, "PartialSuccess") }),
    PartialSuccess: message({ rejectedDataPoints: one(1, "int64"), errorMessage: one(2, "string") }),
    KeyValue: message({ key: one(1, "string"), value: one(2, "AnyValue") }),
    AnyValue: message({ stringValue: one(1, "string"), boolValue: one(2, "bool"), intValue: one(3, "int64"), doubleValue: one(4, "double") }),
  },
});

/** Plain objects with 64-bit numbers as text, as the JSON form of the same messages has them; throws on what is not the message. */
export function decode(name: "WriteRequest" | "ExportRequest", bytes: Uint8Array): unknown {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: String, arrays: true });
}

export function encode(name: "WriteRequest" | "ExportRequest" | "ExportResponse", value: Record<string, unknown>): Uint8Array {
  const type = root.lookupType(name);
  return type.encode(type.fromObject(value)).finish();
}

import snappy from "snappyjs";
import { z } from "zod";
import { Failure } from "#lib/core/failure";
import type { Point } from "../rules/points.ts";
import type { ArrivedStream } from "../rules/routing.ts";
import { decode } from "./protobuf.ts";

// zod takes NaN for no number; here it is the mark of a series that went away.
const anyNumber = z.custom<number>((value) => typeof value === "number");

const Request = z.object({
  timeseries: z.array(z.object({
    labels: z.array(z.object({ name: z.string(), value: z.string().default("") })),
    samples: z.array(z.object({ value: anyNumber.default(0), timestamp: z.coerce.number().default(0) })),
  })).default([]),
});

const mostBytes = 32 * 1024 * 1024;

/** A Prometheus remote write 1.0 body: snappy's block format around a WriteRequest. Stale markers and other NaN are no samples. */
export function readRemoteWrite(body: Uint8Array): ArrivedStream[] {
  const request = parse(body);
  return request.timeseries.map(({ labels, samples }) => {
    const { __name__: metric = "", ...rest } = Object.fromEntries(labels.map(({ name, value }) => [name, value]));
    return { metric, labels: rest, points: samples.filter(({ value }) => Number.isFinite(value)).map(({ timestamp, value }): Point => [timestamp, value]) };
  });
}

function parse(body: Uint8Array) {
  try {
    return Request.parse(decode("WriteRequest", new Uint8Array(snappy.uncompress(body, mostBytes))));
  } catch (error) {
    throw new Failure("invalid", `This is no remote write request of version 1: ${error instanceof Error ? error.message.slice(0, 200) : "it cannot be read"}.`);
  }
}

import { z } from "zod";
import type { Settings } from "../rules/settings.ts";
import { type Asking, combine, type PullSource, readJson, request, SourceTrouble } from "./contract.ts";

const Answer = z.object({
  status: z.string().optional(),
  error: z.string().optional(),
  series: z.array(z.object({ interval: z.number().optional(), pointlist: z.array(z.tuple([z.number(), z.number().nullable()])) })).optional(),
});

/** Datadog's `GET /api/v1/query`: seconds are asked for, milliseconds answered, and a value may be null. Queries end in `.as_count()`. */
export const datadog: PullSource = {
  mostMinutes: 240,
  ask: async (asking) => {
    const read = async (query: string | undefined) => (query ? readQuery(asking, query) : null);
    const [good, bad, total] = [await read(asking.query["good"]), await read(asking.query["bad"]), await read(asking.query["total"])];
    if (!total) throw new SourceTrouble("The query for the total is missing.");
    return combine({ good, bad: good ? null : bad, total });
  },
};

async function readQuery({ settings, secret, span, send }: Asking, query: string): Promise<Map<number, number>> {
  const { site, url } = settings as Settings<"datadog">;
  const [apiKey = "", applicationKey = ""] = (secret ?? "").split(/[\s:,]+/);
  const address = new URL(`${url ?? `https://api.${site}`}/api/v1/query`);
  address.search = new URLSearchParams({ from: String(span.from * 60), to: String(span.until * 60), query: withRollup(query) }).toString();
  const parsed = Answer.safeParse(readJson(await request(send, { url: address.href, headers: { "dd-api-key": apiKey, "dd-application-key": applicationKey, accept: "application/json" } })));
  if (!parsed.success) throw new SourceTrouble("Its answer is not one of Datadog's time series.");
  if (parsed.data.status === "error") throw new SourceTrouble(`It answers: ${(parsed.data.error ?? "an error").slice(0, 300)}`);
  const byMinute = new Map<number, number>();
  for (const { interval = 60, pointlist } of parsed.data.series ?? []) {
    if (interval > 60) throw new SourceTrouble(`Datadog has widened the points to ${interval} s, which are no minutes. Add .rollup(sum, 60) to the query.`);
    for (const [at, value] of pointlist) {
      const minute = Math.floor(at / 60_000);
      if (value !== null && minute >= span.from && minute < span.until) byMinute.set(minute, (byMinute.get(minute) ?? 0) + value);
    }
  }
  return byMinute;
}

function withRollup(query: string): string {
  return /\.rollup\(/.test(query) ? query : `${query}.rollup(sum, 60)`;
}

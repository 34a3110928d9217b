import { z } from "zod";
import type { Settings } from "../rules/settings.ts";
import { type Asking, combine, type PullSource, readJson, request, SourceTrouble } from "./contract.ts";
import { googleToken } from "./google-token.ts";

const Answer = z.object({
  timeSeries: z.array(z.object({
    points: z.array(z.object({ interval: z.object({ endTime: z.string() }), value: z.object({ int64Value: z.string().optional(), doubleValue: z.number().optional() }) })).default([]),
  })).default([]),
  nextPageToken: z.string().optional(),
});
const mostPages = 50;

/** Google Cloud Monitoring's `timeSeries.list`: deltas aligned to minutes and summed up; newest first, 64-bit numbers as text. */
export const googleMonitoring: PullSource = {
  mostMinutes: 1_440,
  ask: async (asking) => {
    const token = await googleToken(asking);
    const read = async (filter: string | undefined) => (filter ? readFilter(asking, { filter, token }) : null);
    const [good, bad, total] = [await read(asking.query["good"]), await read(asking.query["bad"]), await read(asking.query["total"])];
    if (!total) throw new SourceTrouble("The filter for the total is missing.");
    return combine({ good, bad: good ? null : bad, total });
  },
};

async function readFilter({ settings, span, send }: Asking, { filter, token }: { filter: string; token: string }): Promise<Map<number, number>> {
  const { project, url } = settings as Settings<"google_monitoring">;
  const byMinute = new Map<number, number>();
  let pageToken: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const address = new URL(`${url ?? "https://monitoring.googleapis.com"}/v3/projects/${project}/timeSeries`);
    address.search = new URLSearchParams({
      filter, "interval.startTime": new Date(span.from * 60_000).toISOString(), "interval.endTime": new Date(span.until * 60_000).toISOString(),
      "aggregation.alignmentPeriod": "60s", "aggregation.perSeriesAligner": "ALIGN_DELTA", "aggregation.crossSeriesReducer": "REDUCE_SUM", view: "FULL", ...(pageToken ? { pageToken } : {}),
    }).toString();
    const parsed = Answer.safeParse(readJson(await request(send, { url: address.href, headers: { authorization: `Bearer ${token}`, accept: "application/json" } })));
    if (!parsed.success) throw new SourceTrouble("Its answer is not one of timeSeries.list.");
    for (const { interval, value } of parsed.data.timeSeries.flatMap(({ points }) => points)) {
      const minute = Math.round(Date.parse(interval.endTime) / 60_000) - 1;
      if (minute >= span.from && minute < span.until) byMinute.set(minute, (byMinute.get(minute) ?? 0) + Number(value.int64Value ?? value.doubleValue ?? 0));
    }
    pageToken = parsed.data.nextPageToken;
    if (!pageToken) return byMinute;
  }
  throw new SourceTrouble(`It has more than ${mostPages} pages of points: make the filter narrower.`);
}

import { z } from "zod";
import type { Settings } from "../rules/settings.ts";
import { combine, type PullSource, readJson, request, SourceTrouble } from "./contract.ts";

const Frame = z.object({ schema: z.object({ fields: z.array(z.object({ type: z.string() })) }), data: z.object({ values: z.array(z.array(z.number().nullable())) }) });
const Answer = z.object({ results: z.record(z.string(), z.object({ error: z.string().optional(), frames: z.array(Frame).optional() })) });

/** Grafana's `/api/ds/query`, whatever data source is behind it: milliseconds everywhere, a frame a series. The query is the data source's own, as JSON or as an expression. */
export const grafana: PullSource = {
  mostMinutes: 720,
  ask: async ({ settings, secret, query, span, send }) => {
    const { url, datasourceUid } = settings as Settings<"grafana">;
    const asked = ["good", "bad", "total"].filter((name) => query[name]);
    const queries = asked.map((refId) => ({ refId, datasource: { uid: datasourceUid }, range: true, intervalMs: 60_000, maxDataPoints: span.until - span.from + 1, ...queryOf(query[refId] ?? "") }));
    const body = JSON.stringify({ queries, from: String(span.from * 60_000), to: String(span.until * 60_000) });
    const parsed = Answer.safeParse(readJson(await request(send, { url: `${url}/api/ds/query`, method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${secret ?? ""}` }, body })));
    if (!parsed.success) throw new SourceTrouble("Its answer is not one of /api/ds/query.");
    const read = (refId: string) => {
      const result = parsed.data.results[refId];
      if (!result) return null;
      if (result.error) throw new SourceTrouble(`It answers for ${refId}: ${result.error.slice(0, 300)}`);
      return sumFrames(result.frames ?? [], span);
    };
    const [good, total] = [read("good"), read("total")];
    if (!total) throw new SourceTrouble("The query for the total is missing.");
    return combine({ good, bad: good ? null : read("bad"), total });
  },
};

function queryOf(text: string): object {
  if (!text.trimStart().startsWith("{")) return { expr: text };
  const json: unknown = JSON.parse(text);
  return typeof json === "object" && json !== null ? json : { expr: text };
}

// As Prometheus has it, a point covers the minute before it.
function sumFrames(frames: readonly z.infer<typeof Frame>[], span: { from: number; until: number }): Map<number, number> {
  const byMinute = new Map<number, number>();
  for (const { schema, data } of frames) {
    const timeAt = schema.fields.findIndex(({ type }) => type === "time");
    const times = data.values[timeAt] ?? [];
    schema.fields.forEach(({ type }, column) => {
      if (type !== "number") return;
      times.forEach((at, row) => {
        const value = data.values[column]?.[row];
        const minute = Math.round((at ?? 0) / 60_000) - 1;
        if (value != null && minute >= span.from && minute < span.until) byMinute.set(minute, (byMinute.get(minute) ?? 0) + value);
      });
    });
  }
  return byMinute;
}

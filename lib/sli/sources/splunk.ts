import { z } from "zod";
import type { Settings } from "../rules/settings.ts";
import { combine, type PullSource, request, said, SourceTrouble } from "./contract.ts";

const Line = z.object({ preview: z.boolean().optional(), result: z.record(z.string(), z.unknown()).optional(), messages: z.array(z.object({ type: z.string(), text: z.string() })).optional() });

/** Splunk Enterprise and Cloud: one search by the minute (`… | timechart span=1m sum(good) as good sum(total) as total`), streamed as lines of JSON; every value is text. */
export const splunk: PullSource = {
  mostMinutes: 1_440,
  ask: async ({ settings, secret, query, span, send }) => {
    const { url, scheme } = settings as Settings<"splunk">;
    const text = query["search"] ?? "";
    const search = /^\s*(search|\|)/.test(text) ? text : `search ${text}`;
    const body = new URLSearchParams({ search, earliest_time: String(span.from * 60), latest_time: String(span.until * 60), output_mode: "json" }).toString();
    const answer = await request(send, { url: `${url}/services/search/v2/jobs/export`, method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", authorization: `${scheme} ${secret ?? ""}` }, body });
    const rows = answer.toString("utf8").split("\n").filter((line) => line.trim() !== "").flatMap((line) => readLine(line));
    const column = (name: string) => (rows.some((row) => name in row) ? new Map(rows.flatMap((row): [number, number][] => (row[name] == null || row[name] === "" ? [] : [[minuteOf(row["_time"]), Number(row[name])]]))) : null);
    const total = column("total");
    const good = column("good");
    if (rows.length > 0 && (!total || !(good || column("bad")))) throw new SourceTrouble("Its rows must have _time, total and good or bad: name them so in the search.");
    return combine({ good, bad: good ? null : column("bad"), total: total ?? new Map<number, number>() });
  },
};

function readLine(line: string): Record<string, unknown>[] {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new SourceTrouble(`It answers no JSON: ${said(Buffer.from(line))}`);
  }
  const parsed = Line.safeParse(json);
  if (!parsed.success) throw new SourceTrouble("Its answer is not one of a search.");
  const fatal = parsed.data.messages?.find(({ type }) => type === "FATAL" || type === "ERROR");
  if (fatal) throw new SourceTrouble(`It answers: ${fatal.text.slice(0, 300)}`);
  return parsed.data.preview === true || !parsed.data.result ? [] : [parsed.data.result];
}

function minuteOf(time: unknown): number {
  const text = String(time);
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  if (!Number.isFinite(ms)) throw new SourceTrouble("Its rows have no _time that can be read.");
  return Math.floor(ms / 60_000);
}

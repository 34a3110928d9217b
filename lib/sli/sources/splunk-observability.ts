import { z } from "zod";
import type { Settings } from "../rules/settings.ts";
import { type Asking, combine, type PullSource, request, SourceTrouble } from "./contract.ts";

const Data = z.object({ logicalTimestampMs: z.number(), data: z.array(z.object({ tsId: z.string().optional(), value: z.number().nullable() })) });

/** Splunk Observability: a SignalFlow program a side, run over the span at minutes; the answer is a stream of server-sent events. */
export const splunkObservability: PullSource = {
  mostMinutes: 720,
  ask: async (asking) => {
    const read = async (program: string | undefined) => (program ? runProgram(asking, program) : null);
    const [good, bad, total] = [await read(asking.query["good"]), await read(asking.query["bad"]), await read(asking.query["total"])];
    if (!total) throw new SourceTrouble("The program for the total is missing.");
    return combine({ good, bad: good ? null : bad, total });
  },
};

async function runProgram({ settings, secret, span, send }: Asking, program: string): Promise<Map<number, number>> {
  const { realm, url } = settings as Settings<"splunk_observability">;
  const address = new URL(`${url ?? `https://stream.${realm}.signalfx.com`}/v2/signalflow/execute`);
  address.search = new URLSearchParams({ start: String(span.from * 60_000), stop: String(span.until * 60_000), resolution: "60000", immediate: "true" }).toString();
  const body = (await request(send, { url: address.href, method: "POST", headers: { "content-type": "text/plain", "x-sf-token": secret ?? "" }, body: program })).toString("utf8");
  const byMinute = new Map<number, number>();
  for (const { event, data } of readEvents(body)) {
    if (event === "error") throw new SourceTrouble(`It answers: ${data.slice(0, 300)}`);
    if (event !== "data") continue;
    const parsed = Data.safeParse(readData(data));
    if (!parsed.success) throw new SourceTrouble("Its answer is not one of SignalFlow.");
    const minute = Math.floor(parsed.data.logicalTimestampMs / 60_000);
    for (const { value } of parsed.data.data) if (value !== null && minute >= span.from && minute < span.until) byMinute.set(minute, (byMinute.get(minute) ?? 0) + value);
  }
  return byMinute;
}

/** Server-sent events: blocks of lines, a blank line between them. (HTML Standard, 9.2) */
function readEvents(text: string): { event: string; data: string }[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const of = (name: string) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ""));
    const data = of("data").join("\n");
    return data === "" ? [] : [{ event: of("event")[0] ?? "message", data }];
  });
}

function readData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceTrouble("Its answer is not one of SignalFlow.");
  }
}

import { z } from "zod";
import type { SourceKind } from "../terms.ts";

const url = z.string().trim().regex(/^https?:\/\/\S+$/, "Give its address, beginning with https://.").max(500, "At most 500 characters.").transform((text) => text.replace(/\/+$/, ""));
const line = (most: number) => z.string().trim().max(most, `At most ${most} characters.`).refine((text) => !/[\r\n]/.test(text), "One line only.");
const tenant = line(200).optional();
const name = (what: string) => z.string(what).trim().regex(/^[A-Za-z0-9._:-]{1,100}$/, what);

/** What each kind of source needs to be asked; secrets are kept apart. */
const schemas = {
  push: z.object({}),
  csv: z.object({}),
  remote_write: z.object({}),
  otlp: z.object({}),
  /** Also Thanos, Mimir, VictoriaMetrics, Grafana's data-source proxy, and Google's PromQL with its path in the address. */
  prometheus: z.object({ url, auth: z.enum(["none", "bearer", "basic", "google"]).default("none"), tenant, customerLabel: line(100).optional() }),
  datadog: z.object({ site: z.enum(["datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "datadoghq.eu", "ap1.datadoghq.com", "ap2.datadoghq.com", "ddog-gov.com"]).default("datadoghq.com"), url: url.optional() }),
  google_monitoring: z.object({ project: name("Give the id of the project."), url: url.optional() }),
  splunk: z.object({ url, scheme: z.enum(["Bearer", "Splunk"]).default("Bearer") }),
  splunk_observability: z.object({ realm: name("Give the realm, such as eu0."), url: url.optional() }),
  grafana: z.object({ url, datasourceUid: name("Give the uid of the data source.") }),
} satisfies Record<SourceKind, z.ZodType>;

export type Settings<K extends SourceKind> = z.infer<(typeof schemas)[K]>;

/** A source's settings, or what is wrong with each field. */
export function readSettings<K extends SourceKind>(kind: K, given: unknown): Settings<K> | { fields: Record<string, string> } {
  const parsed = schemas[kind].safeParse(given);
  if (parsed.success) return parsed.data as Settings<K>;
  return { fields: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])) };
}

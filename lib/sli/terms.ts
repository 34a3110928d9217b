export const sliKinds = ["availability", "latency", "error_rate", "freshness", "other"] as const;
export type SliKind = (typeof sliKinds)[number];

/** What sends counts to us, and what we ask for them. */
export const pushKinds = ["push", "csv", "remote_write", "otlp"] as const;
export const pullKinds = ["prometheus", "datadog", "google_monitoring", "splunk", "splunk_observability", "grafana"] as const;
export const sourceKinds = [...pushKinds, ...pullKinds] as const;
export type SourceKind = (typeof sourceKinds)[number];
export type PullKind = (typeof pullKinds)[number];

/** Which of the two numbers a metric gives; `bad` is taken from the total. */
export const sides = ["good", "bad", "total"] as const;
export type Side = (typeof sides)[number];

/** How a metric counts: since its start, since its last point, or as a gauge that holds the count of its interval. */
export const countings = ["cumulative", "delta", "gauge"] as const;
export type Counting = (typeof countings)[number];

/** Minutes are kept for so many days, quarter hours for so many, days for ever. */
export const quartersKeptDays = 800;
/** How far back a metric's own points are kept, so that late, doubled and corrected ones still count exactly. */
export const pointsKeptMinutes = 180;

export const MINUTES_A_QUARTER = 15;
export const MINUTES_A_DAY = 1_440;

export const sourceKindLabels: Record<SourceKind, string> = {
  push: "Our API", csv: "CSV upload", remote_write: "Prometheus remote write", otlp: "OpenTelemetry metrics", prometheus: "Prometheus API", datadog: "Datadog", google_monitoring: "Google Cloud Monitoring",
  splunk: "Splunk", splunk_observability: "Splunk Observability", grafana: "Grafana",
};

export const sourceKindHints: Record<SourceKind, string> = {
  push: "A program of yours posts counts of minutes.", csv: "Counts of minutes or quarter hours as a file, also of long ago.", remote_write: "A Prometheus, Mimir agent or vmagent sends its counters here.", otlp: "A collector or SDK exports its metrics here.",
  prometheus: "Prometheus, Thanos, Mimir, VictoriaMetrics, Google's managed Prometheus, or Grafana's data-source proxy is asked.", datadog: "Datadog's query API is asked.", google_monitoring: "timeSeries.list is asked.", splunk: "A search of Splunk Enterprise or Cloud is run.",
  splunk_observability: "A SignalFlow program is run.", grafana: "/api/ds/query is asked, whatever data source is behind it.",
};

export const sliKindLabels: Record<SliKind, string> = { availability: "Availability", latency: "Latency", error_rate: "Error rate", freshness: "Freshness", other: "Another ratio" };
export const sideLabels: Record<Side, string> = { good: "Good ones", bad: "Bad ones", total: "All of them" };
export const countingLabels: Record<Counting, string> = { cumulative: "A counter since its start", delta: "What came since the last point", gauge: "A gauge that holds a count" };

/** Where a source of ours is sent to. */
export const ingestPaths: Partial<Record<SourceKind, string>> = { push: "/ingest/counts", csv: "/ingest/csv", remote_write: "/ingest/prometheus", otlp: "/ingest/otlp/v1/metrics" };

interface SettingField {
  name: string;
  label: string;
  hint?: string;
  options?: readonly string[];
}

/** What a kind of source is asked for, and what its secret is. */
export const settingFields: Record<SourceKind, { fields: readonly SettingField[]; secret: string | null }> = {
  push: { fields: [], secret: null },
  csv: { fields: [], secret: null },
  remote_write: { fields: [], secret: null },
  otlp: { fields: [], secret: null },
  prometheus: { fields: [{ name: "url", label: "Address", hint: "What stands before /api/v1, such as https://prometheus.example" }, { name: "auth", label: "Signs in by", options: ["none", "bearer", "basic", "google"] }, { name: "tenant", label: "Tenant (X-Scope-OrgID)", hint: "Of Mimir; empty for others" }], secret: "Token, user:password, or the key file of a Google service account" },
  datadog: { fields: [{ name: "site", label: "Site", options: ["datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "datadoghq.eu", "ap1.datadoghq.com", "ap2.datadoghq.com", "ddog-gov.com"] }], secret: "API key and application key, with a blank between" },
  google_monitoring: { fields: [{ name: "project", label: "Project" }], secret: "Key file of a service account that may read monitoring" },
  splunk: { fields: [{ name: "url", label: "Address", hint: "With its port, such as https://splunk.example:8089" }, { name: "scheme", label: "Kind of token", options: ["Bearer", "Splunk"] }], secret: "Token" },
  splunk_observability: { fields: [{ name: "realm", label: "Realm", hint: "Such as eu0" }], secret: "Access token" },
  grafana: { fields: [{ name: "url", label: "Address" }, { name: "datasourceUid", label: "Uid of the data source" }], secret: "Token of a service account" },
};

/** Queries of a source that is asked. */
export const queryFields: Record<PullKind, readonly { name: string; label: string; isOptional: boolean }[]> = {
  prometheus: threeQueries("Counter"), datadog: threeQueries("Query"), google_monitoring: threeQueries("Filter"), splunk_observability: threeQueries("SignalFlow program"), grafana: threeQueries("Query"),
  splunk: [{ name: "search", label: "Search that gives _time, good (or bad) and total by the minute", isOptional: false }],
};

function threeQueries(what: string) {
  return [{ name: "total", label: `${what} of all`, isOptional: false }, { name: "good", label: `${what} of good ones`, isOptional: true }, { name: "bad", label: `${what} of bad ones, instead`, isOptional: true }];
}

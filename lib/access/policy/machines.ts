import { anyone, get, key, post, provider, type Policy } from "./requirement.ts";

/** What programs, providers and probers ask. */
export const machinePolicies = {
  "hooks.resend": post("/hooks/resend", provider),
  "hooks.ses": post("/hooks/ses", provider),
  "hooks.dsn": post("/hooks/bounces/[key]", provider),

  "public.api_reference": get("/docs/api", anyone),
  "public.api_document": get("/api/v1/openapi.json", anyone),
  "api.read": get("/api/v1/[...path]", key),
  "api.write": post("/api/v1/[...path]", key),
  "ingest.counts": post("/ingest/counts", provider),
  "ingest.csv": post("/ingest/csv", provider),
  "ingest.remote_write": { ...post("/ingest/prometheus", provider), isBinary: true },
  "ingest.otlp": { ...post("/ingest/otlp/v1/metrics", provider), isBinary: true },

  "health.live": get("/healthz", anyone),
  "health.ready": get("/readyz", anyone),
  "health.metrics": get("/metrics", anyone),
} satisfies Record<string, Policy>;

import { createOutboundFetch } from "#lib/platform/http";
import { env, isLoopbackUrl } from "#lib/platform/env";
import type { PullKind, SourceKind } from "../terms.ts";
import { pullKinds } from "../terms.ts";
import type { PullSource, Send } from "./contract.ts";
import { datadog } from "./datadog.ts";
import { googleMonitoring } from "./google-monitoring.ts";
import { grafana } from "./grafana.ts";
import { prometheus } from "./prometheus.ts";
import { splunk } from "./splunk.ts";
import { splunkObservability } from "./splunk-observability.ts";

const sources: Record<PullKind, PullSource> = { prometheus, datadog, google_monitoring: googleMonitoring, splunk, splunk_observability: splunkObservability, grafana };

/** How a source is asked; null for one that sends. */
export function pullSourceOf(kind: SourceKind): PullSource | null {
  return isPull(kind) ? sources[kind] : null;
}

function isPull(kind: SourceKind): kind is PullKind {
  return (pullKinds as readonly string[]).includes(kind);
}

// What monitoring systems listen on by themselves, beside the usual ports.
const ports = [80, 443, 3000, 3100, 8080, 8089, 8428, 8443, 8480, 8481, 9009, 9090, 9091, 10902] as const;

let shared: ReturnType<typeof createOutboundFetch> | undefined;

/** The client all sources are asked through: public addresses only, unless the operator says that private ones are theirs. */
export const send: Send = (outbound) => {
  shared ??= createOutboundFetch({ allowLoopback: isLoopbackUrl(env.APP_URL), allowPrivate: env.SLI_SOURCES_PRIVATE, ports });
  return shared.send(outbound);
};

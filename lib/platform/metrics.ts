import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

const key = Symbol.for("candor.metrics");

// The server and Next's bundles each load this file: one registry for the process, or half of the counts would be missing.
const shared = globalThis as typeof globalThis & { [key]?: ReturnType<typeof createMetrics> };

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpRequestsTotal: new Counter({ name: "candor_http_requests_total", help: "Answered requests.", labelNames: ["method", "status"], registers }),
    documentsTotal: new Counter({ name: "candor_documents_total", help: "Documents given out, by kind and by where they came from.", labelNames: ["kind", "from"], registers }),
    errorsTotal: new Counter({ name: "candor_errors_total", help: "Unexpected errors, by the edge that caught them.", labelNames: ["where"], registers }),
    deliveriesTotal: new Counter({ name: "candor_deliveries_total", help: "Deliveries that reached an end, by channel and outcome.", labelNames: ["channel", "outcome"], registers }),
    deliveryAttemptsTotal: new Counter({ name: "candor_delivery_attempts_total", help: "Tries to hand a message to a channel.", labelNames: ["channel", "outcome"], registers }),
    deliveryQueueAgeSeconds: new Gauge({ name: "candor_delivery_queue_age_seconds", help: "Age of the oldest delivery that is due, 0 when none is.", registers }),
    outboxLagSeconds: new Gauge({ name: "candor_outbox_lag_seconds", help: "Age of the oldest event nobody has handled, 0 when none waits.", registers }),
  };
}

export const {
  registry,
  httpRequestsTotal,
  documentsTotal,
  errorsTotal,
  deliveriesTotal,
  deliveryAttemptsTotal,
  deliveryQueueAgeSeconds,
  outboxLagSeconds,
} = (shared[key] ??= createMetrics());

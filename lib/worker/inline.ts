import { getDb } from "#db/connection";
import { env } from "#lib/platform/env";
import { startWorkers, type Workers } from "./start.ts";

const slot = Symbol.for("candor.worker");
const shared = globalThis as { [slot]?: Workers };

/** The worker inside the server's process, once however often the module is loaded; `server.ts` stops it. */
export function startInlineWorker(): void {
  if (env.WORKER === "inline") shared[slot] ??= startWorkers(getDb());
}

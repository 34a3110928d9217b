import pg from "pg";
import { isPostgresUrl } from "./url.ts";

const retryMs = 5_000;

/**
 * Calls back when another process says that something changed (`notifyOthers`). Only ever quicker than looking: a lost
 * connection loses calls, a pooler in transaction mode passes none on, and SQLite has none.
 */
export function listenForChanges(url: string, onChange: () => void): { stop(): Promise<void> } {
  if (!isPostgresUrl(url)) return { stop: async () => {} };
  let isStopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const later = () => {
    if (isStopped || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, retryMs).unref();
  };
  const connect = async () => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on("error", later);
    next.on("end", later);
    next.on("notification", onChange);
    client = next;
    try {
      await next.connect();
      await next.query("listen candor_changes");
      onChange();
    } catch {
      await next.end().catch(() => {});
      later();
    }
  };
  void connect();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

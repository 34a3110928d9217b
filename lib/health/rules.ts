/** A worker beats every 15 s; four beats missed is one that is gone or stuck. */
const silentAfterMs = 60_000;

export interface Health {
  database: "ok" | "unreachable";
  migrations: "current" | "behind" | "unknown";
  worker: "ok" | "silent" | "never_seen" | "unknown";
  /** Since the last beat of any worker. */
  workerAgeMs: number | null;
}

export const unreachable: Health = { database: "unreachable", migrations: "unknown", worker: "unknown", workerAgeMs: null };

/** What the state of the database's schema and the last beat of a worker mean. */
export function judge({ expected, applied, beatAt, now }: { expected: readonly string[]; applied: readonly string[]; beatAt: number | null; now: number }): Health {
  const isCurrent = expected.length > 0 && expected.every((name, index) => applied[index] === name);
  const age = beatAt === null ? null : Math.max(0, now - beatAt);
  return { database: "ok", migrations: isCurrent ? "current" : "behind", worker: age === null ? "never_seen" : age > silentAfterMs ? "silent" : "ok", workerAgeMs: age };
}

/**
 * Whether this process may be sent readers. A silent worker does not count: pages are right without it, and a balancer
 * that took every server away for it would turn late mail into an outage. The answer and the metrics say it.
 */
export function isReady({ database, migrations }: Health): boolean {
  return database === "ok" && migrations === "current";
}

/** A proxy on the same machine comes from a loopback address too, and forwards what strangers ask. */
export function mayReadMetrics({ address, isForwarded, authorization, token }: { address: string; isForwarded: boolean; authorization: string | null; token: string | undefined }, isSame: (left: string, right: string) => boolean): boolean {
  if (token !== undefined && authorization !== null && isSame(authorization, `Bearer ${token}`)) return true;
  return !isForwarded && /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address);
}

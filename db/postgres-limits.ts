import type pg from "pg";

/** What every pool of ours keeps to. A server that vanished without a word (power, network) is noticed by these alone. */
export const poolLimits = { connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** A query that is given up after a while, with its connection. The types of pg leave the setting out. */
export function withTimeout<Config extends pg.QueryConfig<unknown[]>>(config: Config, timeoutMs: number): Config {
  return Object.assign({}, config, { query_timeout: timeoutMs });
}

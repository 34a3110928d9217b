import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { ownName, type Fleet } from "./fleet.ts";

/** Counts the server's connections again and again, and answers the most there ever were. */
export function watchConnections({ db }: Fleet): { stop(): Promise<number> } {
  let most = 0;
  let isStopping = false;
  const loop = async () => {
    while (!isStopping) {
      const counted = await db.read
        .rows<{ count: number }>(sql`select count(*) as count from pg_stat_activity where backend_type = 'client backend' and application_name <> ${ownName}`)
        .catch(() => []);
      most = Math.max(most, counted[0]?.count ?? 0);
      await sleep(25);
    }
  };
  const ended = loop();
  return { stop: () => ((isStopping = true), ended.then(() => most)) };
}

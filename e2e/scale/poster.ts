import { eq } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { incidents, updates } from "#db/schema/incidents";
import { versionOf } from "./freshness.ts";
import { postUpdate, type Run } from "./run.ts";

/** What somebody saw who posts update after update and, where no answer came, sends the same form again. */
export interface Posts {
  acknowledged: string[];
  /** Sent again after an answer that said neither yes nor no. */
  repeated: number;
}

/** Posts through nginx until stopped. A form sent again still names the version its author was looking at. */
export function startPosting(run: Run, label: string): { stop(): Promise<Posts> } {
  const posts: Posts = { acknowledged: [], repeated: 0 };
  let isStopping = false;
  const loop = async () => {
    for (let number = 1; !isStopping; number++) {
      const body = `${label}, note ${number}.`;
      if (await post(run, body, posts)) posts.acknowledged.push(body);
      await sleep(50);
    }
  };
  const ended = loop();
  return { stop: () => ((isStopping = true), ended.then(() => posts)) };
}

async function post(run: Run, body: string, posts: Posts): Promise<boolean> {
  const baseVersion = await versionWhenReachable(run);
  for (let attempt = 1; attempt <= 60; attempt++) {
    const answer = await postUpdate(run, { port: run.fleet.balancerPort, body, baseVersion }).catch(() => null);
    if (answer?.status === 303) return true;
    // Somebody was first: with this version it can only have been the same form, sent before.
    if (answer?.status === 409) return (await bodiesOf(run)).includes(body);
    posts.repeated += 1;
    await sleep(250);
  }
  return false;
}

async function versionWhenReachable(run: Run): Promise<number> {
  for (;;) {
    const version = await versionOf(run).catch(() => null);
    if (version !== null) return version;
    await sleep(100);
  }
}

export async function bodiesOf({ fleet, incidentCode }: Run): Promise<string[]> {
  const rows = await fleet.db.read.select({ body: updates.body }).from(updates).innerJoin(incidents, eq(incidents.id, updates.incidentId)).where(eq(incidents.code, incidentCode));
  return rows.map((row) => row.body);
}

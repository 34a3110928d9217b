import { asc, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "#db/open";
import { hosts, senders } from "#db/schema/hosts";
import { mintContext, type Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { DAY } from "#lib/core/time";
import type { Dns } from "#lib/platform/dns";
import { checkHost } from "./commands/hosts.ts";
import { checkSender } from "./commands/senders.ts";
import { nextCheckAt } from "./rules/names.ts";

const atOnce = 20;

/** Looks up the names whose turn it is, those that waited longest first. */
export async function checkDue({ db, now, dns }: { db: Db; now: number; dns: Dns }): Promise<void> {
  const { id, state, lostAt, checkedAt, createdAt } = hosts;
  const longest = await db.read.select({ id, state, lostAt, checkedAt, createdAt }).from(hosts).orderBy(asc(sql`coalesce(${checkedAt}, 0)`)).limit(200);
  const ctx = asClock({ db, now });
  for (const due of longest.filter((each) => nextCheckAt(each) <= now).slice(0, atOnce)) {
    await checkHost(ctx, { id: due.id, dns }).catch(ignoreRemoved);
  }
}

/** Looks up the records of each sender's domain once a day. */
export async function checkSenders({ db, now, dns }: { db: Db; now: number; dns: Dns }): Promise<void> {
  const { id, checkedAt } = senders;
  const due = await db.read.select({ id }).from(senders).where(or(isNull(checkedAt), lt(checkedAt, now - DAY))).limit(atOnce);
  for (const each of due) await checkSender(asClock({ db, now }), { id: each.id, dns }).catch(ignoreRemoved);
}

function asClock({ db, now }: { db: Db; now: number }): Context {
  return mintContext({ db, now, actor: { kind: "system", job: "hosts.check" }, audience: { kind: "staff" }, permissions: ["customers.manage"], requestId: "job:hosts.check" });
}

// Removed while DNS was asked.
function ignoreRemoved(error: unknown): void {
  if (!(error instanceof Failure && error.code === "not_found")) throw error;
}

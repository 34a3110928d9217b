import { asc, sql } from "drizzle-orm";
import type { Db } from "#db/open";
import { hosts } from "#db/schema/hosts";
import { mintContext } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import type { Dns } from "#lib/platform/dns";
import { checkHost } from "./commands.ts";
import { nextCheckAt } from "./rules/names.ts";

const atOnce = 20;

/** Looks up the names whose turn it is, those that waited longest first. */
export async function checkDue({ db, now, dns }: { db: Db; now: number; dns: Dns }): Promise<void> {
  const { id, state, lostAt, checkedAt, createdAt } = hosts;
  const longest = await db.read.select({ id, state, lostAt, checkedAt, createdAt }).from(hosts).orderBy(asc(sql`coalesce(${checkedAt}, 0)`)).limit(200);
  const ctx = mintContext({ db, now, actor: { kind: "system", job: "hosts.check" }, audience: { kind: "staff" }, permissions: ["customers.manage"], requestId: "job:hosts.check" });
  for (const due of longest.filter((each) => nextCheckAt(each) <= now).slice(0, atOnce)) {
    await checkHost(ctx, { id: due.id, dns }).catch(ignoreRemoved);
  }
}

// Removed while DNS was asked.
function ignoreRemoved(error: unknown): void {
  if (!(error instanceof Failure && error.code === "not_found")) throw error;
}

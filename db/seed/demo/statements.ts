import { asc, eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { customers as customerTable } from "#db/schema/customers";
import { slos } from "#db/schema/slo";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { completedPeriods } from "#lib/core/calendar";
import { saveComment } from "#lib/reports/commands/drafts";
import { releaseStatement } from "#lib/reports/commands/release";
import { saveContract } from "#lib/reports/commands/settings";
import { closeMonth } from "#lib/reports/jobs";

const [hour, day, months] = [3_600_000, 86_400_000, 2];

/** The statements of the last months, each made and released when it was due. One waits for its review. */
export async function addStatements(db: Db, now: number): Promise<void> {
  const rows = await db.read.select({ id: customerTable.id, slug: customerTable.slug, zone: customerTable.timeZone }).from(customerTable).orderBy(asc(customerTable.name));
  for (const customer of rows) {
    if (customer.slug === "acme" || customer.slug === "globex") await agree(db, { customerId: customer.id, at: now - 100 * day });
    const past = completedPeriods(now, months, { unit: "month", zone: customer.zone });
    for (const [index, period] of past.entries()) {
      const id = await closeMonth({ db, now: Math.min(now, period.until + 7 * hour) }, { customerId: customer.id, ...period });
      const waits = customer.slug === "umbrella" && index === past.length - 1;
      if (id !== null && !waits) await releaseIt(asManager(db, Math.min(now, period.until + day)), { id, slug: customer.slug });
    }
  }
}

async function releaseIt(ctx: Context, { id, slug }: { id: string; slug: string }): Promise<void> {
  if (slug !== "acme") return releaseStatement(ctx, { id, version: 1 });
  await saveComment(ctx, { id, version: 1, comment: "Certificates are now renewed three weeks ahead, and an alarm goes off two weeks before one ends. We look at the first results together in our next meeting." });
  return releaseStatement(ctx, { id, version: 2 });
}

/** Terms as many contracts have them, on the customer's most critical objective. */
async function agree(db: Db, { customerId, at }: { customerId: string; at: number }): Promise<void> {
  const [objective] = await db.read.select({ id: slos.id }).from(slos).where(eq(slos.customerId, customerId)).orderBy(asc(slos.name)).limit(1);
  if (!objective) return;
  await saveContract(asManager(db, at), { id: customerId, version: 0, terms: {
    name: "Master agreement, annex 3", sloId: objective.id, targetPpm: 999_500, method: "downtime", sliceMinutes: 15, downFromPpm: 50_000, minimumMinutes: 15, honoursExclusions: true,
    tiers: [{ belowPpm: 999_500, creditPpm: 100_000 }, { belowPpm: 990_000, creditPpm: 250_000 }, { belowPpm: 950_000, creditPpm: 500_000 }], capPpm: 500_000, claimDays: 30, feeMinor: 1_250_000, currency: "EUR", clauses: "Not counted: planned work announced five days ahead, and what the customer caused itself.",
  } });
}

function asManager(db: Db, now: number): Context {
  const actor = { kind: "person", personId: "per_mira_okafor", name: "Mira Okafor" } as const;
  return mintContext({ db, now, actor, audience: { kind: "staff" }, permissions: staffPermissions.manager, requestId: "demo" });
}

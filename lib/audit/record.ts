import { sql } from "drizzle-orm";
import type { Tx } from "#db/open";
import { auditEntries, audienceRevisions } from "#db/schema/audit";
import type { Context } from "#lib/access/context";
import { audienceKey, type Audience } from "#lib/access/terms";
import { newId } from "#lib/core/ids";
import { enqueue } from "#lib/platform/outbox";

/** `everybody` raises the revision that counts for every audience. */
export type Touched = readonly Audience[] | "everybody" | "nobody";

export interface Fact {
  /** The past, as `incident.update_posted`. */
  action: string;
  entityId: string;
  customerId?: string | undefined;
  before?: unknown;
  after?: unknown;
  /** Whose pages and feeds look different now. */
  touches: Touched;
  /** What must happen after the commit, if anything. */
  event?: { kind: string; payload: Record<string, unknown>; dueAt?: number; dedupeKey?: string } | undefined;
}

/** The audit row, the outbox event and the new revision of every audience touched, in the caller's transaction. */
export async function record(tx: Tx, ctx: Context, fact: Fact): Promise<void> {
  await tx.insert(auditEntries).values({
    id: newId("aud", ctx.now),
    at: ctx.now,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx),
    action: fact.action,
    entityId: fact.entityId,
    customerId: fact.customerId ?? null,
    before: fact.before ?? null,
    after: fact.after ?? null,
    requestId: ctx.requestId,
  });
  if (fact.event) await enqueue(tx, fact.event, ctx.now);
  await raiseRevisions(tx, fact.touches);
}

function actorId(ctx: Context): string | null {
  switch (ctx.actor.kind) {
    case "person":
      return ctx.actor.personId;
    case "subscriber":
      return ctx.actor.subscriberId;
    case "system":
      return ctx.actor.job;
    case "anonymous":
      return null;
  }
}

// Staff see everything, so whatever touches anybody touches them. Sorted, so that two transactions never lock crosswise.
async function raiseRevisions(tx: Tx, touched: Touched): Promise<void> {
  if (touched === "nobody") return;
  const keys = touched === "everybody" ? ["everybody"] : [...new Set([...touched.map(audienceKey), "staff"])].sort();
  for (const audience of keys) {
    await tx
      .insert(audienceRevisions)
      .values({ audience, revision: 1 })
      .onConflictDoUpdate({ target: audienceRevisions.audience, set: { revision: sql`${audienceRevisions.revision} + 1` } });
  }
}

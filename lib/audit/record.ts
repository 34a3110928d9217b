import { sql } from "drizzle-orm";
import { notifyOthers } from "#db/dialect";
import type { Tx } from "#db/open";
import { auditEntries, audienceRevisions } from "#db/schema/audit";
import type { Context } from "#lib/access/context";
import { audienceKey, type Audience } from "#lib/access/terms";
import { newId } from "#lib/core/ids";
import { ringRevisionRaised } from "#lib/platform/change-bell";
import { enqueue } from "#lib/platform/outbox";

/** What facts are about. After one about who may read what, every session and token that was verified is looked up anew. */
const subjects = {
  address: "content",
  announcement: "content",
  branding: "content",
  component: "content",
  contract: "content",
  customer: "access",
  customers: "access",
  delivery: "content",
  draft: "content",
  embed: "access",
  endpoint: "content",
  exclusion: "content",
  feed: "access",
  group: "content",
  history: "content",
  host: "access",
  identity: "access",
  incident: "content",
  journey: "content",
  key: "content",
  maintenance: "content",
  member: "access",
  members: "access",
  person: "access",
  portal: "access",
  sender: "content",
  series: "content",
  session: "access",
  setting: "content",
  share: "content",
  sli: "content",
  slo: "content",
  source: "content",
  staff: "access",
  statement: "content",
  subscription: "content",
  template: "content",
} as const;

// What only opens a new door leaves every door that is open as it is: people sign in by the hundred during an outage.
const opening: ReadonlySet<string> = new Set(["session.started", "feed.created", "embed.created", "customer.created", "host.added"]);

/** The counter of who may read what, beside those of the audiences. */
export const accessCounter = "access";

/** `everybody` raises the revision that counts for every audience. */
export type Touched = readonly Audience[] | "everybody" | "nobody";

export interface Fact {
  /** The past, as `incident.update_posted`. */
  action: `${keyof typeof subjects}.${string}`;
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
    actorKind: ctx.actor.kind === "person" && ctx.actor.key ? "key" : ctx.actor.kind,
    actorId: actorId(ctx),
    action: fact.action,
    entityId: fact.entityId,
    customerId: fact.customerId ?? null,
    before: fact.before ?? null,
    after: fact.after ?? null,
    requestId: ctx.requestId,
  });
  if (fact.event) await enqueue(tx, fact.event, ctx.now);
  await raiseRevisions(tx, [...keysOf(fact.touches), ...(changesAccess(fact.action) ? [accessCounter] : [])]);
}

/** Whether somebody may read more or less than before, or by another address. */
export function changesAccess(action: Fact["action"]): boolean {
  const [subject = ""] = action.split(".");
  return subjects[subject as keyof typeof subjects] === "access" && !opening.has(action);
}

function actorId(ctx: Context): string | null {
  switch (ctx.actor.kind) {
    case "person":
      return ctx.actor.key?.id ?? ctx.actor.personId;
    case "subscriber":
      return ctx.actor.subscriberId;
    case "system":
      return ctx.actor.job;
    case "anonymous":
      return null;
  }
}

// Staff see everything, so whatever touches anybody touches them.
function keysOf(touched: Touched): string[] {
  if (touched === "nobody") return [];
  return touched === "everybody" ? ["everybody"] : [...touched.map(audienceKey), "staff"];
}

// Sorted, so that two transactions never lock crosswise; last, so that they hold the rows for as short as can be.
async function raiseRevisions(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  for (const audience of [...new Set(keys)].sort()) {
    await tx
      .insert(audienceRevisions)
      .values({ audience, revision: 1 })
      .onConflictDoUpdate({ target: audienceRevisions.audience, set: { revision: sql`${audienceRevisions.revision} + 1` } });
  }
  if (notifyOthers) await tx.rows(notifyOthers);
  tx.afterCommit(ringRevisionRaised);
}

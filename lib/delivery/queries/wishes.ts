import { and, eq, inArray, isNotNull, isNull, lte, ne, or, sql, type SQL } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import type { PostKind } from "../terms.ts";
import type { PostScope } from "./concerned.ts";
import { criticalPlace, type HeardImpact, impactFor } from "./impact.ts";

const columnOf = { incident_update: subscribers.hearsIncidents, maintenance_update: subscribers.hearsMaintenance, announcement: subscribers.hearsAnnouncements, postmortem: subscribers.hearsPostmortems } as const;

/** The customer whose reader it is, null for the public page; `"any"` where readers of all are asked for at once. */
type AudienceOfReader = string | null;

const ofAny = "any";

// What reached the reader, or will.
const told = ["queued", "sending", "sent", "unknown", "collected"] as const;

export function kindOf({ kind = "incident_update" }: PostScope): PostKind {
  return kind;
}

/** What the reader chose of kinds, impact and number of messages. Whoever follows the one incident wants its news whatever else it wants. */
export function wantsIt(read: ReadDb, input: { scope: PostScope; impact: HeardImpact | null; customerId: AudienceOfReader }): SQL | undefined {
  const { scope } = input;
  const kind = kindOf(scope);
  const isWanted = and(eq(columnOf[kind], true), isBadEnough(read, input));
  return and(kind === "incident_update" ? or(isWanted, followsIt(read, scope)) : isWanted, isNewsToBrief(read, scope));
}

// Never below, but whoever was told once also hears of the end, whatever the impact is found to have been.
function isBadEnough(read: ReadDb, { scope, impact, customerId }: { scope: PostScope; impact: HeardImpact | null; customerId: AudienceOfReader }): SQL | undefined {
  return impact === null ? undefined : or(lte(subscribers.minImpact, impactColumn(impact, customerId)), wasTold(read, scope));
}

// Of a story the first that reaches the reader, and its end: a first update that the second overtook leaves nobody without.
function isNewsToBrief(read: ReadDb, scope: PostScope): SQL | undefined {
  if (scope.isLast || kindOf(scope) === "postmortem" || kindOf(scope) === "announcement") return undefined;
  const isTold = wasTold(read, scope);
  return isTold && or(eq(subscribers.isBrief, false), sql`not ${isTold}`);
}

function wasTold(read: ReadDb, scope: PostScope): SQL | undefined {
  const storyId = scope.storyId ?? scope.incidentId;
  if (storyId === null) return undefined;
  const isOther = scope.postId === undefined ? undefined : ne(deliveries.postId, scope.postId);
  return hasRow(
    read
      .select({ one: sql`1` })
      .from(deliveries)
      .where(and(eq(deliveries.subscriberId, subscribers.id), eq(deliveries.storyId, storyId), inArray(deliveries.state, [...told]), isOther))
      .limit(1),
  );
}

function followsIt(read: ReadDb, { incidentId }: PostScope): SQL | undefined {
  if (incidentId === null) return undefined;
  return hasRow(
    read
      .select({ one: sql`1` })
      .from(subscriptions)
      .where(and(eq(subscriptions.incidentId, incidentId), eq(subscriptions.subscriberId, subscribers.id)))
      .limit(1),
  );
}

function impactColumn(impact: HeardImpact, customerId: AudienceOfReader): SQL | number {
  if (customerId !== ofAny) return impactFor(impact, customerId);
  if (impact.byCustomer.size === 0) return impact.ofPublic;
  const cases = [...impact.byCustomer].map(([id, place]) => sql`when ${id} then cast(${place} as bigint)`);
  return sql`case ${subscribers.customerId} ${sql.join(cases, sql` `)} else cast(${impact.ofPublic} as bigint) end`;
}

/** Whether a post may break quiet hours and digests of those who left that on. */
export function isCritical(impact: HeardImpact | null, customerId: string | null): boolean {
  return impact !== null && impactFor(impact, customerId) >= criticalPlace;
}

/** One mail a day instead of one each; other channels have no digest, and what no next one would carry is sent at once. */
export const hasDigest = and(eq(subscribers.channel, "email"), isNotNull(subscribers.digestAt), isNotNull(subscribers.nextDigestAt));

/** Only mail is told apart by who reads it: a shared mailbox has no one-click end. */
export const heardForm = sql<string>`case when ${and(eq(subscribers.channel, "email"), eq(subscribers.isShared, true))} then 'shared' else ${subscribers.form} end`;

/** Readers alike in all that a message is made of and held back by. */
export const readerKey = sql<string>`${subscribers.channel} || '|' || ${heardForm} || '|' || ${subscribers.language} || '|' || ${subscribers.timeZone} || '|' || coalesce(cast(${subscribers.quietFrom} as text), '') || '|' || coalesce(cast(${subscribers.quietUntil} as text), '')`;

export const isWithoutPerson = isNull(subscribers.personId);

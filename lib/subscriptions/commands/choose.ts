import { and, eq, inArray } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { components } from "#db/schema/catalog";
import { incidents } from "#db/schema/incidents";
import { mutedIncidents, subscriptions } from "#db/schema/subscriptions";
import type { Audience } from "#lib/access/terms";
import { visibleComponents } from "#lib/catalog/queries/visible";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import type { Choice } from "../input.ts";

interface Chosen extends Choice {
  subscriberId: string;
  audience: Audience;
  now: number;
}

/** Replaces what a subscriber wants in general; single incidents it follows stay. Components it may not see are dropped silently. */
export async function replaceChoice(tx: Tx, input: Chosen): Promise<void> {
  const { subscriberId, now } = input;
  await tx.delete(subscriptions).where(and(eq(subscriptions.subscriberId, subscriberId), inArray(subscriptions.scope, ["everything", "component"])));
  if (input.scope === "everything") {
    await tx.insert(subscriptions).values({ id: newId("scr", now), subscriberId, scope: "everything", createdAt: now });
    return;
  }
  const allowed = await allowedComponents(tx, input);
  if (allowed.length === 0) return;
  await tx.insert(subscriptions).values(allowed.map((componentId) => ({ id: newId("scr", now), subscriberId, scope: "component" as const, componentId, createdAt: now })));
}

async function allowedComponents(tx: Tx, { components: asked, audience }: Chosen): Promise<string[]> {
  if (asked.length === 0) return [];
  const rows = await tx.select({ id: components.id }).from(components).where(and(inArray(components.id, asked), visibleComponents(tx, audience)));
  return rows.map((row) => row.id);
}

interface OneIncident {
  subscriberId: string;
  incidentId: string;
  now: number;
}

export async function follow(tx: Tx, { subscriberId, incidentId, now }: OneIncident): Promise<void> {
  await unfollow(tx, { subscriberId, incidentId });
  await tx.insert(subscriptions).values({ id: newId("scr", now), subscriberId, scope: "incident", incidentId, createdAt: now });
  await unmute(tx, { subscriberId, incidentId });
}

export async function unfollow(tx: Tx, { subscriberId, incidentId }: Omit<OneIncident, "now">): Promise<void> {
  await tx.delete(subscriptions).where(and(eq(subscriptions.subscriberId, subscriberId), eq(subscriptions.incidentId, incidentId)));
}

/** Nothing more about this incident, whatever else the subscriber wants. */
export async function mute(tx: Tx, { subscriberId, incidentId }: Omit<OneIncident, "now">): Promise<void> {
  await unfollow(tx, { subscriberId, incidentId });
  await tx.insert(mutedIncidents).values({ subscriberId, incidentId }).onConflictDoNothing();
}

export async function unmute(tx: Tx, { subscriberId, incidentId }: Omit<OneIncident, "now">): Promise<void> {
  await tx.delete(mutedIncidents).where(and(eq(mutedIncidents.subscriberId, subscriberId), eq(mutedIncidents.incidentId, incidentId)));
}

/** The incident behind a code or an id, if this audience may see it. */
export async function findVisibleIncident(read: ReadDb, input: { code: string; audience: Audience }): Promise<{ id: string; code: string; title: string } | null> {
  const [row] = await read
    .select({ id: incidents.id, code: incidents.code, title: incidents.title })
    .from(incidents)
    .where(and(eq(incidents.code, input.code), visibleIncidents(read, input.audience)));
  return row ?? null;
}

export async function getVisibleIncident(read: ReadDb, input: { code: string | undefined; audience: Audience }): Promise<{ id: string; code: string; title: string }> {
  const found = input.code ? await findVisibleIncident(read, { code: input.code, audience: input.audience }) : null;
  if (!found) throw new Failure("not_found", "There is no such incident.");
  return found;
}

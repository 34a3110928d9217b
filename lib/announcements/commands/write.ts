import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { announcementComponents, announcementCustomers, announcements } from "#db/schema/announcements";
import type { Context } from "#lib/access/context";
import type { Touched } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { touchedBy } from "#lib/incidents/commands/reach";
import { listViewers, refuseUnknown } from "#lib/incidents/queries/for-change";
import type { Addressed } from "#lib/incidents/rules/audience";
import { enqueue } from "#lib/platform/outbox";

export interface Planned {
  id: string;
  version: number;
  beginsAt: number;
  endsAt: number | null;
}

/** Refuses what nobody would see, or would never end. */
export async function refuseImpossible(read: ReadDb, ctx: Context, wanted: Addressed & { beginsAt: number; endsAt: number | null }): Promise<void> {
  const { visibility, customerIds, componentIds, beginsAt, endsAt } = wanted;
  if (endsAt !== null && endsAt <= Math.max(beginsAt, ctx.now)) throw invalid("endsAt", "It must end after it begins, and in time to come.");
  if (visibility === "selected" && customerIds.length === 0) throw invalid("customers", "Choose at least one customer, or make it for staff only.");
  await refuseUnknown(read, { componentIds: [...componentIds], customerIds: [...customerIds] });
  if (visibility === "affected" && (await listViewers(read, wanted)).length === 0) throw invalid("visibility", "No customer uses the components chosen here, so nobody would see this. Choose components, or another audience.");
}

export function invalid(field: string, sentence: string): Failure {
  return new Failure("invalid", "This cannot be published yet. See the marked fields.", { [field]: sentence });
}

export async function setReach(tx: Tx, id: string, { visibility, customerIds, componentIds }: Addressed): Promise<void> {
  await tx.delete(announcementCustomers).where(eq(announcementCustomers.announcementId, id));
  await tx.delete(announcementComponents).where(eq(announcementComponents.announcementId, id));
  if (visibility === "selected" && customerIds.length > 0) await tx.insert(announcementCustomers).values(customerIds.map((customerId) => ({ announcementId: id, customerId })));
  if (componentIds.length > 0) await tx.insert(announcementComponents).values(componentIds.map((componentId) => ({ announcementId: id, componentId })));
}

/** Its readers' pages show it from now on, and its subscribers are told unless it is quiet. */
export async function begin(tx: Tx, ctx: Context, { id, isQuiet }: { id: string; isQuiet: boolean }): Promise<void> {
  await tx.update(announcements).set({ begunAt: ctx.now }).where(eq(announcements.id, id));
  if (!isQuiet) await tellPosted(tx, ctx, { id, version: 1 });
}

export async function tellPosted(tx: Tx, ctx: Context, { id, version }: { id: string; version: number }): Promise<void> {
  await enqueue(tx, { kind: "announcement.posted", payload: { announcementId: id, version }, dedupeKey: `announcement.posted:${id}:${version}` }, ctx.now);
}

/** The clock looks at it when it begins and when it ends; an older version's look does nothing. */
export async function watch(tx: Tx, ctx: Context, { id, version, beginsAt, endsAt }: Planned): Promise<void> {
  const payload = { announcementId: id, version };
  if (beginsAt > ctx.now) await enqueue(tx, { kind: "announcement.begin_due", payload, dueAt: beginsAt }, ctx.now);
  if (endsAt !== null) await enqueue(tx, { kind: "announcement.end_due", payload, dueAt: endsAt }, ctx.now);
}

/** Before it begins nobody but staff reads anything of it. */
export async function touchedWhen(tx: Tx, { hasBegun, reaches }: { hasBegun: boolean; reaches: readonly Addressed[] }): Promise<Touched> {
  return hasBegun ? touchedBy(tx, reaches) : [{ kind: "staff" }];
}

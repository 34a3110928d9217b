import { and, asc, desc, eq, gt, inArray, lt, ne, or } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { people } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceSeries, maintenanceUpdates } from "#db/schema/maintenance";
import { Failure } from "#lib/core/failure";
import { formatInstant, formatSpan } from "#lib/core/time";
import { listViewers } from "#lib/incidents/queries/for-change";
import type { Addressed } from "#lib/incidents/rules/audience";
import { maintenanceUpdateLabel } from "../terms.ts";
import { isOpen } from "./visible.ts";

export type MaintenanceRow = typeof maintenances.$inferSelect;
export type SeriesRow = typeof maintenanceSeries.$inferSelect;

export interface LoadedMaintenance {
  row: MaintenanceRow;
  reach: Addressed;
}

/** By id or by its public code. */
export async function getMaintenanceForChange(read: ReadDb, key: string): Promise<LoadedMaintenance> {
  const found = await findMaintenanceForChange(read, key);
  if (!found) throw new Failure("not_found", "This maintenance does not exist.");
  return found;
}

export async function findMaintenanceForChange(read: ReadDb, key: string): Promise<LoadedMaintenance | null> {
  const [row] = await read.select().from(maintenances).where(or(eq(maintenances.id, key), eq(maintenances.code, key)));
  if (!row) return null;
  const named = await read.select({ id: maintenanceCustomers.customerId }).from(maintenanceCustomers).where(eq(maintenanceCustomers.maintenanceId, row.id));
  const touched = await read.select({ id: maintenanceComponents.componentId }).from(maintenanceComponents).where(eq(maintenanceComponents.maintenanceId, row.id));
  return { row, reach: { visibility: row.visibility, customerIds: named.map((each) => each.id), componentIds: touched.map((each) => each.id) } };
}

export async function getSeriesRow(read: ReadDb, id: string): Promise<SeriesRow> {
  const [row] = await read.select().from(maintenanceSeries).where(eq(maintenanceSeries.id, id));
  if (!row) throw new Failure("not_found", "This series does not exist.");
  return row;
}

/** The customers that are asked whether a time suits them: those it is for, if they are named, else those that use what it touches. */
export async function listAsked(read: ReadDb, reach: Addressed): Promise<string[]> {
  if (reach.visibility === "internal") return [];
  return listViewers(read, reach.visibility === "public" ? { ...reach, visibility: "affected" } : reach);
}

export interface Overlap {
  code: string;
  title: string;
  scheduledFor: number;
  scheduledUntil: number;
  components: string[];
}

const overlapsAtMost = 5;

/** Other work that is not over, on any of these components, at the same time. */
export async function listOverlaps(read: ReadDb, input: { componentIds: readonly string[]; from: number; until: number; exceptId?: string | undefined }): Promise<Overlap[]> {
  if (input.componentIds.length === 0) return [];
  const { id, code, title, scheduledFor, scheduledUntil } = maintenances;
  const rows = await read
    .select({ id, code, title, scheduledFor, scheduledUntil, component: components.name })
    .from(maintenances)
    .innerJoin(maintenanceComponents, eq(maintenanceComponents.maintenanceId, id))
    .innerJoin(components, eq(components.id, maintenanceComponents.componentId))
    .where(and(isOpen, lt(scheduledFor, input.until), gt(scheduledUntil, input.from), inArray(maintenanceComponents.componentId, [...input.componentIds]), input.exceptId ? ne(id, input.exceptId) : undefined))
    .orderBy(asc(scheduledFor), asc(id));
  const works = [...Map.groupBy(rows, (row) => row.id).values()].slice(0, overlapsAtMost);
  return works.flatMap((of) => of.slice(0, 1).map((work) => ({ code: work.code, title: work.title, scheduledFor: work.scheduledFor, scheduledUntil: work.scheduledUntil, components: of.map((row) => row.component) })));
}

/** "“Upgrade of the ledger”, Sun 29 Nov 2026, 02:00–03:00 UTC, on Ledger". */
export function describeOverlap({ title, scheduledFor, scheduledUntil, components: on }: Overlap, timeZone: string): string {
  return `“${title}”, ${formatSpan(scheduledFor, scheduledUntil, timeZone)}, on ${on.join(", ")}`;
}

/** The second of two people is told who was first, with what and when; what they typed comes back with the form. */
export async function refuseStale(read: ReadDb, row: MaintenanceRow, { baseVersion, personId }: { baseVersion: number; personId: string | null }): Promise<void> {
  if (row.version === baseVersion) return;
  const sentence = `${await describeLastChange(read, row.id, personId)} while you were writing. Nothing you typed is lost: read that first, then send yours again.`;
  throw new Failure("conflict", sentence, { version: sentence });
}

async function describeLastChange(read: ReadDb, maintenanceId: string, personId: string | null): Promise<string> {
  const { kind, state, recordedAt, authorId } = maintenanceUpdates;
  const [last] = await read.select({ kind, state, at: recordedAt, authorId }).from(maintenanceUpdates).where(eq(maintenanceUpdates.maintenanceId, maintenanceId)).orderBy(desc(recordedAt), desc(maintenanceUpdates.id)).limit(1);
  if (!last) return "Somebody changed this maintenance";
  const ids = [last.authorId, personId].flatMap((id) => id ?? []);
  const involved = await read.select({ id: people.id, name: people.name, timeZone: people.timeZone }).from(people).where(inArray(people.id, ids));
  const name = involved.find((person) => person.id === last.authorId)?.name ?? "Somebody";
  const zone = involved.find((person) => person.id === personId)?.timeZone ?? "UTC";
  return `${last.authorId === null ? "The clock" : name} changed it (last written down: “${maintenanceUpdateLabel(last)}” at ${formatInstant(last.at, zone, "timeUtc")})`;
}

/** The zone of a person's clock, for what a refusal says. */
export async function findTimeZone(read: ReadDb, personId: string | null): Promise<string> {
  if (personId === null) return "UTC";
  const [person] = await read.select({ timeZone: people.timeZone }).from(people).where(eq(people.id, personId));
  return person?.timeZone ?? "UTC";
}

import { and, inArray, isNotNull, lte } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { announcements } from "#db/schema/announcements";
import { incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { type Cursor, decodeCursor, toPage } from "#lib/core/pages";
import { startOfMonth } from "#lib/core/time";
import { listNewestResolved } from "#lib/incidents/queries/reach";
import type { UpdateKind } from "#lib/incidents/terms";
import type { AnnouncementSummary, HistoryEntry, HistoryView, IncidentSummary, MaintenanceSummary } from "../terms.ts";
import { loadAnnouncements } from "./announcements.ts";
import { loadIncidents, loadOpenIncidents } from "./incidents.ts";
import { loadMaintenances, loadMaintenanceUpdates } from "./maintenances.ts";
import { type KnownComponents, loadKnownComponents, loadZone } from "./scope.ts";
import { loadUpdates } from "./updates.ts";

const pageSize = 40;

/** Everything the audience may look back on, newest first, by month of its zone; all kinds share one line and one cursor. */
export async function getHistory(ctx: Context, input: { cursor?: string | undefined }): Promise<HistoryView> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const before = decodeCursor(input.cursor);
  const limit = pageSize + 1;
  const isOver = and(inArray(maintenances.state, ["completed", "cancelled"]), lte(maintenances.scheduledFor, ctx.now));
  const [open, past, worked, announced] = await Promise.all([
    before ? [] : loadOpenIncidents(ctx, known),
    loadPast(ctx, { known, before, limit }),
    loadMaintenances(ctx, { known, where: and(isOver, isBehind([maintenances.scheduledFor, maintenances.id], before)), limit }),
    loadAnnouncements(ctx, { known, where: and(isNotNull(announcements.begunAt), isBehind([announcements.beginsAt, announcements.id], before)), limit }),
  ]);
  const all = [...past.map((one) => ({ ...one, kind: "incident" as const, at: one.startedAt })), ...worked.map((one) => ({ ...one, kind: "maintenance" as const, at: one.scheduledFor })), ...announced.map((one) => ({ ...one, kind: "announcement" as const, at: one.beginsAt }))];
  const page = toPage(all.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)), pageSize, ({ at, id }) => ({ at, id }));
  const entries = await withLastWords(ctx, { known, rows: page.rows });
  const months = [...Map.groupBy(entries, (entry) => startOfMonth(entry.at, zone))].map(([from, of]) => ({ from, entries: of }));
  return { madeAt: ctx.now, zone, open, months, older: page.next };
}

async function loadPast(ctx: Context, { known, ...place }: { known: KnownComponents; before: Cursor | null; limit: number }): Promise<IncidentSummary[]> {
  const ids = await listNewestResolved(ctx, place);
  return loadIncidents(ctx, { known, where: inArray(incidents.id, ids), limit: place.limit });
}

type Row = { at: number } & (({ kind: "incident" } & IncidentSummary) | ({ kind: "maintenance" } & MaintenanceSummary) | ({ kind: "announcement" } & AnnouncementSummary));

async function withLastWords(ctx: Context, { known, rows }: { known: KnownComponents; rows: Row[] }): Promise<HistoryEntry[]> {
  const ids = (kind: Row["kind"]) => rows.filter((row) => row.kind === kind).map((row) => row.id);
  const [updates, works] = await Promise.all([loadUpdates(ctx, { known, incidentIds: ids("incident") }), loadMaintenanceUpdates(ctx, ids("maintenance"))]);
  return rows.map((row) => ({ ...row, lastWords: lastWordsOf(row, { updates, works }) }));
}

function lastWordsOf(row: Row, { updates, works }: { updates: ReadonlyMap<string, { kind: UpdateKind; body: string }[]>; works: ReadonlyMap<string, { body: string }[]> }): string | null {
  switch (row.kind) {
    case "incident": return updates.get(row.id)?.find((update) => update.kind === "update")?.body ?? null;
    case "maintenance": return works.get(row.id)?.[0]?.body ?? null;
    case "announcement": return row.body;
  }
}

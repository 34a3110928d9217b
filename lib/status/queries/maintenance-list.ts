import { and, gte, inArray } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { decodeCursor, toPage } from "#lib/core/pages";
import type { MaintenanceListView } from "../terms.ts";
import { loadComingMaintenances, loadMaintenances } from "./maintenances.ts";
import { loadKnownComponents, loadZone } from "./scope.ts";
import { loadSeries } from "./series.ts";

const pageSize = 30;

/** All planned work of one audience: what is under way, what comes, and what is over, newest first, a page at a time. */
export async function getMaintenanceList(ctx: Context, { cursor }: { cursor?: string | undefined }): Promise<MaintenanceListView> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const before = decodeCursor(cursor);
  // A bound makes SQLite read the index by time rather than sort everything.
  const isOver = and(inArray(maintenances.state, ["completed", "cancelled"]), gte(maintenances.scheduledFor, 0));
  const [coming, series, over] = await Promise.all([
    before ? [] : loadComingMaintenances(ctx, known),
    before ? [] : loadSeries(ctx, known),
    loadMaintenances(ctx, { known, where: and(isOver, isBehind([maintenances.scheduledFor, maintenances.id], before)), limit: pageSize + 1 }),
  ]);
  const page = toPage(over, pageSize, ({ scheduledFor, id }) => ({ at: scheduledFor, id }));
  return { madeAt: ctx.now, zone, underWay: coming.filter(({ state }) => state !== "scheduled"), upcoming: coming.filter(({ state }) => state === "scheduled"), series, past: page.rows, older: page.next };
}

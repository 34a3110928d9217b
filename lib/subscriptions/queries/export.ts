import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { type CsvCell, writeCsv, writeCsvRows } from "#lib/core/csv";
import { sayMinuteOfDay } from "#lib/core/time-words";
import { toIso } from "#lib/core/time";
import { incidentImpacts } from "#lib/incidents/terms";
import { kindsOfPost } from "../terms.ts";

const pageSize = 500;
const header = ["email", "customer", "components", "kinds", "language", "time_zone", "shared", "state", "only_first_and_last", "least_impact", "quiet_hours", "digest_at", "since", "confirmed", "stopped"];

/** All mail subscribers as CSV, a page at a time: the columns of an import, and beside them what an import leaves alone. */
export async function* exportSubscribers(ctx: Context): AsyncGenerator<string> {
  requirePermission(ctx, "subscribers.manage");
  yield writeCsv(header, []);
  for (let after = ""; ; ) {
    const rows = await listPage(ctx, after);
    const last = rows.at(-1);
    if (!last) return;
    const chosen = await loadChosen(ctx, rows.map((row) => row.subscriber.id));
    yield writeCsvRows(rows.map(({ subscriber, slug }) => lineOf(subscriber, { slug, components: chosen.get(subscriber.id) ?? [] })));
    after = last.subscriber.id;
  }
}

async function listPage(ctx: Context, after: string) {
  return ctx.read
    .select({ subscriber: subscribers, slug: customers.slug })
    .from(subscribers)
    .leftJoin(customers, eq(customers.id, subscribers.customerId))
    .where(and(gt(subscribers.id, after), eq(subscribers.channel, "email")))
    .orderBy(asc(subscribers.id))
    .limit(pageSize);
}

async function loadChosen(ctx: Context, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.read
    .select({ subscriberId: subscriptions.subscriberId, name: components.name })
    .from(subscriptions)
    .innerJoin(components, eq(components.id, subscriptions.componentId))
    .where(inArray(subscriptions.subscriberId, ids))
    .orderBy(asc(components.name));
  return new Map([...Map.groupBy(rows, (row) => row.subscriberId)].map(([id, some]) => [id, some.map((row) => row.name)]));
}

function lineOf(row: typeof subscribers.$inferSelect, { slug, components: names }: { slug: string | null; components: readonly string[] }): CsvCell[] {
  const on = { incidents: row.hearsIncidents, maintenance: row.hearsMaintenance, announcements: row.hearsAnnouncements, postmortems: row.hearsPostmortems, statements: row.hearsStatements };
  const quiet = row.quietFrom === null || row.quietUntil === null ? "" : `${sayMinuteOfDay(row.quietFrom)}-${sayMinuteOfDay(row.quietUntil)}`;
  const at = (instant: number | null) => (instant === null ? "" : toIso(instant));
  const wishes = [row.isBrief ? "yes" : "no", incidentImpacts[row.minImpact] ?? "none", quiet, row.digestAt === null ? "" : sayMinuteOfDay(row.digestAt)];
  return [row.email, slug ?? "", names.join("; "), kindsOfPost.filter((kind) => on[kind]).join("; "), row.language, row.timeZone, row.isShared ? "yes" : "no", row.state, ...wishes, at(row.createdAt), at(row.confirmedAt), at(row.stoppedAt)];
}

import { isNull } from "drizzle-orm";
import type { Db } from "#db/open";
import { customers } from "#db/schema/customers";
import { announcements } from "#db/schema/announcements";
import { incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import { mintContext, type Context } from "#lib/access/context";
import { audienceKey, type Audience } from "#lib/access/terms";
import { getBranding } from "#lib/branding/queries";
import { MINUTE } from "#lib/core/time";
import { listFeedItems } from "#lib/feeds/queries";
import { getHistory } from "#lib/status/queries/history";
import { listImpactDisputes } from "#lib/impact/queries/disputes";
import { findStatement, listStatements } from "#lib/reports/queries/statements";
import { listSloViews } from "#lib/slo/queries/page";
import { listOwnThresholds } from "#lib/slo/queries/thresholds";
import { findAnnouncementView } from "#lib/status/queries/announcements";
import { findIncidentView } from "#lib/status/queries/incident";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { getStatusView } from "#lib/status/queries/view";
import { initech, testNow, umbrella } from "../cast.ts";

const site = "https://status.northlight.example";

// They see no more than Acme and Globex do, so they are asked only where they are said to be concerned: reading takes the time here.
const bystanders: ReadonlySet<string> = new Set([initech.id, umbrella.id]);

/** By audience: everything its documents are made from, as one text. The clock stands still, so only changes make a difference. */
export type Readings = ReadonlyMap<string, string>;

export async function readAll(db: Db, { raises }: { raises: readonly string[] }): Promise<Readings> {
  const { id, slug, name, timeZone } = customers;
  const present = await db.read.select({ id, slug, name, timeZone }).from(customers).where(isNull(customers.archivedAt));
  const audiences: { audience: Audience; customer: object | null }[] = [
    { audience: { kind: "public" }, customer: null },
    { audience: { kind: "staff" }, customer: null },
    ...present.filter((customer) => !bystanders.has(customer.id) || raises.includes(`customer:${customer.id}`)).map((customer) => ({ audience: { kind: "customer" as const, customerId: customer.id }, customer })),
  ];
  return new Map(await Promise.all(audiences.map(async ({ audience, customer }) => [audienceKey(audience), JSON.stringify({ customer, ...(await readFor(db, audience)) })] as const)));
}

/** The audiences that read something else than before. */
export function changedBetween(before: Readings, after: Readings): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((audience) => before.get(audience) !== after.get(audience)).sort();
}

async function readFor(db: Db, audience: Audience): Promise<object> {
  const ctx = mintContext({ db, now: testNow + 5 * MINUTE, actor: { kind: "system", job: "readings" }, audience, permissions: [], requestId: "req_readings" });
  const [status, history] = [await getStatusView(ctx), await getHistory(ctx, {})];
  const items = await listFeedItems(ctx, { url: site, incidentUrl: (code) => `${site}/incidents/${code}`, maintenanceUrl: (code) => `${site}/maintenance/${code}` });
  // Counts come all the time: what is made of them is made anew by its age, and is no change that a command makes.
  const feed = items.map((item) => ({ ...item, html: item.html.replace(/\n<p><strong>For you:.*?<\/p>/s, "") }));
  const told = await db.read.select({ id: incidents.id, code: incidents.code }).from(incidents).orderBy(incidents.code);
  const planned = await db.read.select({ code: maintenances.code }).from(maintenances).orderBy(maintenances.code);
  const announced = await db.read.select({ code: announcements.code }).from(announcements).orderBy(announcements.code);
  return { statements: await statementsOf(ctx), branding: await getBranding(ctx), status, history, objectives: await objectivesOf(ctx), announcements: await seenOf(ctx, announced, findAnnouncementView), feed, incidents: await seenOf(ctx, told, findIncidentView), disputes: (await Promise.all(told.map((incident) => listImpactDisputes(ctx, incident.id)))).flat(), maintenances: await seenOf(ctx, planned, findMaintenanceView) };
}

// Staff read drafts too, on pages of the console, which are never kept.
async function statementsOf(ctx: Context): Promise<unknown[]> {
  if (ctx.audience.kind === "staff") return [];
  return Promise.all((await listStatements(ctx)).map(({ id }) => findStatement(ctx, id)));
}

// JSON has no word for numbers as large as a burn's.
async function objectivesOf(ctx: Context): Promise<string> {
  return JSON.stringify([await listSloViews(ctx), ...(await listOwnThresholds(ctx))], (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

// What it may not see is left out, as if it did not exist.
async function seenOf<View>(ctx: Context, rows: { code: string }[], find: (ctx: Context, code: string) => Promise<View | null>): Promise<View[]> {
  const seen: View[] = [];
  for (const { code } of rows) {
    const view = await find(ctx, code);
    if (view) seen.push(view);
  }
  return seen;
}

// Prints what every audience of this database reads at an instant: pages as data, feeds and answers of the API.
import { databaseUrl } from "#db/connection";
import { openDb } from "#db/open";
import { customers } from "#db/schema/customers";
import { incidents } from "#db/schema/incidents";
import { type Context, mintContext } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { listCalendarWork, listFeedItems, listStories } from "#lib/feeds/queries";
import { getHistory } from "#lib/status/queries/history";
import { findIncidentView } from "#lib/status/queries/incident";
import { getMaintenanceList } from "#lib/status/queries/maintenance-list";
import { getStatusView } from "#lib/status/queries/view";
import { loadStatuspageFacts } from "#lib/statuspage/queries/facts";
import { statuspageAnswer } from "#lib/statuspage/rules/answer";
import { statuspageDocuments } from "#lib/statuspage/terms";

const [at = "0"] = process.argv.slice(2);
const db = openDb(databaseUrl());
process.stdout.write(JSON.stringify(await documents()));
await db.close();

async function documents(): Promise<Record<string, unknown>> {
  const known = await db.read.select({ id: customers.id, slug: customers.slug }).from(customers).orderBy(customers.slug);
  const all: Record<string, unknown> = { public: await read(contextOf({ kind: "public" })) };
  for (const { id, slug } of known) all[slug] = await read(contextOf({ kind: "customer", customerId: id }));
  return all;
}

function contextOf(audience: Audience): Context {
  return mintContext({ db, now: Number(at), actor: { kind: "anonymous" }, audience, permissions: [], requestId: "req_test" });
}

async function read(ctx: Context): Promise<unknown> {
  const site = { url: "http://localhost:3000", incidentUrl: (code: string) => `/incidents/${code}`, maintenanceUrl: (code: string) => `/maintenance/${code}` };
  const api = { pageId: "page", name: "Page", home: site.url, incidentUrl: site.incidentUrl, maintenanceUrl: site.maintenanceUrl };
  const facts = await loadStatuspageFacts(ctx);
  const history = [];
  // The public's to its very end; what a customer has of its own is in the newest pages.
  const pages = ctx.audience.kind === "public" ? Number.POSITIVE_INFINITY : 3;
  for (let cursor: string | null | undefined = undefined; cursor !== null && history.length < pages; ) {
    const page: Awaited<ReturnType<typeof getHistory>> = await getHistory(ctx, { cursor });
    history.push(page);
    cursor = page.older;
  }
  const codes = (await ctx.read.select({ code: incidents.code }).from(incidents).orderBy(incidents.code)).filter((_, index) => index % 50 === 0);
  return {
    status: await getStatusView(ctx),
    history,
    maintenance: await getMaintenanceList(ctx, {}),
    incidents: await Promise.all(codes.map(({ code }) => findIncidentView(ctx, code))),
    stories: await listStories(ctx, site),
    items: await listFeedItems(ctx, site),
    calendar: await listCalendarWork(ctx),
    api: statuspageDocuments.map((document) => statuspageAnswer(facts, { document, site: api })),
  };
}

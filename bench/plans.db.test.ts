import { getTableName, isTable, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "#db/open";
import * as schema from "#db/schema/index";
import { incidents, updates } from "#db/schema/incidents";
import { subscribers } from "#db/schema/subscriptions";
import { findEmbed, findFeed, findKey, findRefusedForm } from "#lib/access/queries";
import { releaseDue } from "#lib/bounces/jobs";
import { getQuarantined, listQuarantined, listReports } from "#lib/bounces/queries";
import { findBranding, getBrandFile, getBranding } from "#lib/branding/queries";
import { getComponent, listComponents } from "#lib/catalog/queries/components";
import { getCustomer } from "#lib/customers/queries/customers";
import { getDelivery, listDeliveries } from "#lib/delivery/queries/ledger";
import { exportDeliveries, exportOwnDeliveries } from "#lib/delivery/queries/evidence";
import { getEndpoint, listOwnEndpoints } from "#lib/delivery/queries/own-endpoints";
import { listMailbox } from "#lib/delivery/queries/mailbox";
import { listOwnDeliveries } from "#lib/delivery/queries/own-people";
import { getTold } from "#lib/delivery/queries/told";
import { listEmbeds } from "#lib/embeds/queries";
import { listKeys } from "#lib/keys/queries";
import { listCalendarWork, listStories } from "#lib/feeds/queries";
import { getAnnouncement, listAnnouncements, listAudienceChoices } from "#lib/announcements/queries/console";
import { listCollected, listDueDigests } from "#lib/delivery/queries/digests";
import { findHeardImpact } from "#lib/delivery/queries/impact";
import { incidentStory } from "#lib/delivery/queries/stories/incident";
import { maintenanceStory } from "#lib/delivery/queries/stories/maintenance";
import { previewAudience } from "#lib/incidents/queries/audience";
import { listComposerChoices } from "#lib/incidents/queries/composer";
import { listChoosable, listOpenByStart } from "#lib/incidents/queries/console";
import { listDrafts, listDraftsOf } from "#lib/incidents/queries/drafts";
import { findOpenApproval, listDuties } from "#lib/incidents/queries/duties";
import { getIncidentFacts } from "#lib/incidents/queries/facts";
import { getPostmortemWork } from "#lib/incidents/queries/postmortem";
import { wouldNeedApproval } from "#lib/incidents/queries/publishing";
import { previewMerge } from "#lib/incidents/queries/merge";
import { findCorrectable, getImpactRecord } from "#lib/incidents/queries/record";
import { listMaintenances, listOpenMaintenances } from "#lib/maintenance/queries/console";
import { getSeriesFacts, listSeries } from "#lib/maintenance/queries/console-series";
import { getMaintenanceFacts } from "#lib/maintenance/queries/facts";
import { listOverlaps } from "#lib/maintenance/queries/for-change";
import { findReply, listDeciders, listPlanners } from "#lib/maintenance/queries/people";
import { findPlannedTimes, listPlannerChoices } from "#lib/maintenance/queries/planner";
import { findPersonToSignIn, findProviderOfDomain } from "#lib/people/queries/sign-in";
import { findOwnReminders, listOwnSessions, listStaff } from "#lib/people/queries/people";
import { getBacklog } from "#lib/platform/outbox";
import { encodeCursor } from "#lib/core/pages";
import { searchAudit } from "#lib/audit/queries";
import { listCustomers } from "#lib/customers/queries/customers";
import { findAnnouncementView } from "#lib/status/queries/announcements";
import { previewCorrection } from "#lib/status/queries/correction-preview";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { getMaintenanceList } from "#lib/status/queries/maintenance-list";
import { findIncidentView } from "#lib/status/queries/incident";
import { searchTimelines } from "#lib/status/queries/search";
import { loadStatuspageFacts } from "#lib/statuspage/queries/facts";
import { listChoices } from "#lib/subscriptions/queries/choices";
import { listOwnFeeds } from "#lib/subscriptions/queries/feeds";
import { exportSubscribers } from "#lib/subscriptions/queries/export";
import { previewSubscribers } from "#lib/subscriptions/queries/import-plan";
import { listSubscribers } from "#lib/subscriptions/queries/list";
import { getTemplate, listArchivedTemplates, listTemplates } from "#lib/templates/queries";
import { findMemberSubscriber, getChoices, getPreferences } from "#lib/subscriptions/queries/subscriber";
import { testNow } from "#lib/testing/cast";
import { asMember } from "#lib/testing/contexts";
import { withDatabase } from "#lib/testing/database";
import { faultsOf, recordStatements, type Statement } from "#lib/testing/statements";
import { customerAudience, readAs, readsOf } from "./growth-reads.ts";
import { customerId } from "./seed/company.ts";
import { seedScale } from "./seed/scale.ts";

/** What has another name in a plan is a query within the query, whose own tables are in the plan too. */
const tables = new Set(Object.values(schema).flatMap((value: unknown) => (isTable(value) ? [getTableName(value)] : [])));

/** Tables that do not grow with customers, readers or time, and why. */
const small: Record<string, string> = {
  components: "what a company offers: hundreds at most, and a page shows them all",
  component_groups: "fewer still",
  staff_members: "the team",
  templates: "what the team has prepared: tens",
  api_keys: "at most fifty in use, and those of some years",
  settings: "a row a fact about the portal",
  refused_forms: "kept for an hour",
  maintenance_series: "planned by hand: dozens, and the lists show all that go on",
  brandings: "the portal's, and a row a customer with its own look",
  identity_providers: "a row a customer with its own sign-in",
};

/** Statements that read a growing table whole on purpose. */
const knowingly: { isIt: RegExp; table: string; why: string }[] = [
  { isIt: /group by .?customer_components/i, table: "customer_components", why: "the catalog's page counts the users of every component" },
  { isIt: /from "customers" where "customers"."archived_at" is null( order by)?/i, table: "customers", why: "the composer offers every customer, and a public incident is seen by all" },
  { isIt: /from "customers" where \("customers"."id" in/i, table: "customers", why: "whoever sees a public incident is named in the composer: all of them" },
  { isIt: /^select "incident_id" from "updates"/, table: "updates", why: "the newest of the updates of fifty incidents" },
  { isIt: /from \(select 1 as "one" from "subscribers"/, table: "subscribers", why: "stops at ten thousand" },
  { isIt: /^select count\(\*\), min\("created_at"\) from "outbox"/, table: "outbox", why: "what waits is counted, from an index that holds nothing else" },
];

test("every query of a page is answered by an index, and sorts no more than a page", () =>
  withDatabase(async ({ db, url }) => {
    await fill(db);
    const some = await someOf(db);
    const statements = await recordStatements(url, (own) => askEverything(own, some));
    expect(statements.length).toBeGreaterThan(80);
    expect(await listFaults(db, statements)).toEqual([]);
  }), 400_000);

test("a query that reads a table whole, and one that sorts it, are told", () =>
  withDatabase(async ({ db, url }) => {
    await seedScale(db, { customers: 20, subscribers: 6_000, incidents: 2_000, deliveries: 10 }, { now: testNow });
    const statements = await recordStatements(url, async (own) => [
      await own.read.select({ id: subscribers.id }).from(subscribers).where(sql`lower(${subscribers.email}) like '%fjord%'`),
      await own.read.select({ id: incidents.id }).from(incidents).orderBy(incidents.title).limit(10),
    ]);
    const faults = await listFaults(db, statements);
    expect(faults.some((fault) => fault.startsWith("scan of subscribers"))).toBe(true);
    expect(faults.some((fault) => fault.startsWith("sort of incidents"))).toBe(true);
  }), 200_000);

async function fill(db: Db): Promise<void> {
  await seedScale(db, { customers: 1_000, subscribers: 20_000, incidents: 4_000, deliveries: 8_000 }, { now: testNow });
  for (const insert of more) await db.write(async (tx) => void (await tx.rows(sql.raw(insert))), { holdMs: 60_000 });
  await db.write(async (tx) => void (await tx.rows(sql`analyze`)), { holdMs: 60_000 });
}

/** Of what a seeded portal has little, enough to make a difference to PostgreSQL. */
const more = [
  "insert into update_revisions (id, update_id, body, replaced_at) select 'rev_' || id, id, 'before', recorded_at from updates",
  "update incidents set ended_as = 'merged', merged_into_id = (select min(id) from incidents) where id in (select id from incidents order by id limit 3 offset 1)",
  "insert into impact_corrections (id, incident_id, component_id, spans, before, reason, corrected_at) select 'cor_' || i.id, i.id, (select min(id) from components), '[]', '[]', 'why', i.started_at from incidents i",
  "insert into incident_links (incident_id, other_id, created_at) select (select min(id) from incidents), id, started_at from incidents order by id limit 5 offset 4",
  "insert into update_translations (update_id, language, body, translated_at) select id, 'de', 'Worte', recorded_at from updates",
  "insert into update_notes (update_id, customer_id, body) select u.id, 'cus_s10001', 'note' from updates u where u.id like '%_1'",
  "insert into promises (id, incident_id, update_id, kind, due_at, settled_at, is_kept) select 'prm_more' || id, incident_id, id, 'next_update', recorded_at, recorded_at, null from updates",
  "insert into postmortems (id, incident_id, body, state, author_id, created_at, updated_at) select 'pom_' || id, id, 'learnt', 'published', 'per_jonas_lindqvist', started_at, started_at from incidents",
  "insert into action_items (id, incident_id, title, owner, created_at) select 'act_' || id, id, 'alert', 'platform', started_at from incidents",
  "insert into announcements (id, code, title, body, visibility, begins_at, begun_at, ended_at, created_at) select 'ann_' || id, 'ann' || code, 'news', 'words', 'public', started_at, started_at, started_at, started_at from incidents",
  "insert into announcement_revisions (id, announcement_id, title, body, replaced_at) select 'anr_' || id, 'ann_' || id, 'before', 'before', started_at from incidents",
  "insert into announcement_components (announcement_id, component_id) select 'ann_' || incident_id, component_id from incident_components",
  "insert into delivery_attempts (id, delivery_id, attempt, at, outcome, reason) select 'dla_' || id, id, 1, created_at, 'sent', '' from deliveries",
  "insert into feed_tokens (id, token_hash, last_four, person_id, customer_id, label, created_at) select 'fdt_' || id, id, 'abcd', person_id, customer_id, 'Feed', created_at from memberships",
  "insert into maintenances (id, code, title, visibility, state, scheduled_for, scheduled_until, created_at) select 'mnt_' || id, 'mnt_' || id, 'Work', 'affected', 'completed', started_at - 20000000000, started_at - 19990000000, started_at - 20000000000 from incidents",
  "insert into maintenance_components (maintenance_id, component_id) select 'mnt_' || id, 'cmp_s0_0' from incidents",
  "insert into maintenance_updates (id, maintenance_id, state, body, occurred_at, recorded_at) select 'mnu_' || id, 'mnt_' || incident_id, 'completed', 'Done', occurred_at, recorded_at from updates",
  "insert into embed_tokens (id, token_hash, last_four, customer_id, label, origins, created_at) select 'emb_' || id, 'e' || id, 'abcd', customer_id, 'Portal', '[]', created_at from memberships",
  "insert into announcements (id, code, title, body, visibility, begins_at, created_at) select 'ann_' || id, 'ann_' || id, 'News', 'Something to know', 'affected', recorded_at, recorded_at from updates",
  "insert into announcement_components (announcement_id, component_id) select id, 'cmp_s0_0' from announcements where id like 'ann_upd%'",
  "insert into announcement_revisions (id, announcement_id, title, body, replaced_at) select 'anr_' || id, id, 'New', 'Something', begins_at from announcements where id like 'ann_upd%'",
  "insert into muted_incidents (subscriber_id, incident_id) select s.id, i.id from (select id from subscribers order by id limit 2000) s cross join (select id from incidents order by id limit 2) i",
  "insert into drafts (id, author_id, content, created_at, updated_at, published_as) select 'drf_' || id, 'per_jonas_lindqvist', '{}', recorded_at, recorded_at, id from updates",
  "insert into approvals (id, draft_id, draft_version, asked_by, asked_at, decided_at, is_approved) select 'apr_' || id, 'drf_' || id, 1, 'per_jonas_lindqvist', recorded_at, recorded_at, null from updates",
  "insert into maintenance_series (id, title, visibility, customer_ids, component_ids, rrule, time_zone, first_at, duration_ms, settings, created_at) values ('mse_scale', 'Restart', 'public', '[]', '[\"cmp_s0_0\"]', 'FREQ=WEEKLY', 'UTC', 1795000000000, 3600000, '{}', 1795000000000)",
  "insert into maintenance_replies (id, maintenance_id, customer_id, sequence, answer, replied_at) select 'mrp_' || m.id || c.id, m.id, c.id, 0, 'accept', m.created_at from maintenances m cross join (select id from customers order by id limit 5) c",
  "insert into outbox (id, kind, payload, created_at, due_at, done_at) select 'obx_' || id, 'incident.update_posted', '{}', recorded_at, recorded_at, recorded_at from updates",
  "insert into bounce_events (id, provider, external_id, kind, email, delivery_id, occurred_at, received_at) select 'bnc_' || id, 'resend', id, 'delivered', address, id, created_at, created_at from deliveries",
  "insert into suppressions (email, id, kind, reason, created_at) select address, 'sup_' || min(id), 'hard_bounce', 'unknown', min(created_at) from deliveries where id like '%5' group by address",
  "update deliveries set customer_id = 'cus_s10003' where id like '%7'",
  "insert into subscribers (id, channel, email, customer_id, person_id, state, time_zone, created_at, identity) select 'sub_endpoint' || case when s.person_id = 'per_s10003_0' then '' else s.id end, 'webhook', s.email, s.customer_id, s.person_id, 'active', 'UTC', s.created_at, 'endpoint:' || s.id from subscribers s where s.person_id is not null",
  "insert into endpoints (subscriber_id, label, shown, sealed_address, created_at) select id, 'Place', 'x', 'x', created_at from subscribers where channel = 'webhook'",
  "insert into deliveries (id, kind, channel, subscriber_id, customer_id, address, state, dedupe_key, due_at, created_at) select 'dlv_' || s.id || n.id, 'test', 'webhook', s.id, s.customer_id, 'x', 'sent', s.id || n.id, s.created_at, s.created_at from subscribers s cross join (select id from components order by id limit 3) n where s.channel = 'webhook'",
  "insert into subscriptions (id, subscriber_id, scope, created_at) select 'scr_more' || id, id, 'everything', created_at from subscribers",
];

async function listFaults(db: Db, statements: readonly Statement[]): Promise<string[]> {
  const faults: string[] = [];
  for (const statement of statements) {
    for (const { kind, table } of await faultsOf(db, statement)) {
      const isKnown = table in small || !tables.has(table) || knowingly.some((known) => known.table === table && known.isIt.test(statement.text));
      if (!isKnown) faults.push(`${kind} of ${table}: ${statement.text.replaceAll(/\s+/g, " ").slice(0, 600)}`);
    }
  }
  return faults;
}

async function someOf({ read }: Db) {
  const [incident, other] = await read.select({ id: incidents.id, code: incidents.code }).from(incidents).limit(2);
  const [reader] = await read.select({ id: subscribers.id, personId: subscribers.personId }).from(subscribers).where(sql`${subscribers.personId} is not null`).limit(1);
  const [update] = await read.select({ id: updates.id }).from(updates).limit(1);
  return { incident, other, reader, update };
}

/** What every page asks, and what the gates before it ask. */
async function askEverything(db: Db, { incident, other, reader, update }: Awaited<ReturnType<typeof someOf>>): Promise<void> {
  for (const read of Object.values(readsOf(db, testNow))) await read();
  const [team, acme, everybody] = [readAs(db, { audience: { kind: "staff" }, now: testNow }), readAs(db, { audience: customerAudience, now: testNow }), readAs(db, { audience: { kind: "public" }, now: testNow })];
  const key = incident?.id ?? "";
  const cursor = encodeCursor({ at: testNow - 86_400_000, id: "x" });
  await findFeed(db.read, "none");
  await findEmbed(db.read, "none");
  await findKey(db.read, { tokenHash: "none", now: testNow });
  await listKeys(team);
  for (const reader of [acme, everybody]) {
    await listStories(reader, { url: "http://localhost:3000", incidentUrl: (code) => code, maintenanceUrl: (code) => code });
    await listCalendarWork(reader);
    await loadStatuspageFacts(reader);
    await loadStatuspageFacts(reader, { code: "none" });
  }
  await listEmbeds(acme, { customerId: customerId(3) });
  await findRefusedForm(db.read, { id: "none", browserHash: "none", now: testNow });
  await findPersonToSignIn(db.read, "person-0@scale-10003.example");
  await findProviderOfDomain(db.read, "scale-10003.example");
  await listOwnSessions(acme, "per_s10003_0");
  await findMaintenanceView(everybody, "work1003");
  await findIncidentView(team, incident?.code ?? "");
  await listChoices(acme);
  await listOwnFeeds(acme, { personId: "per_s10003_0", customerId: customerId(3) });
  await findMemberSubscriber(db.read, { personId: reader?.personId ?? "", customerId: customerId(0) });
  await getChoices(db.read, { subscriberId: reader?.id ?? "", audience: customerAudience });
  await getPreferences(db.read, reader?.id ?? "");
  await listDueDigests(db.read, { now: testNow, after: { at: testNow - 86_400_000, id: "x" }, limit: 200 });
  await listCollected(db.read, [reader?.id ?? ""]);
  await findHeardImpact(db.read, { visibility: "public", selectedIds: [], componentIds: [], incidentId: key });
  const posted = await incidentStory.findPost(db.read, update?.id ?? "");
  if (posted) await incidentStory.isOvertaken(db.read, posted);
  await maintenanceStory.findPost(db.read, "none");
  await previewSubscribers(team, { mode: "invite", text: "email\nreader-1@scale-10003.example" });
  await exportSubscribers(team).next();
  const owner = { email: "person-0@scale-10003.example", timeZone: "UTC", customerId: customerId(3), personId: "per_s10003_0" };
  const member = asMember(db, { id: owner.personId, name: "Person", email: owner.email, customerId: owner.customerId, memberRole: "owner" });
  await listOwnEndpoints(member, owner);
  await getEndpoint(member, { owner, id: "sub_endpoint" });
  await searchTimelines(acme, { text: "s1000123zzzz", cursor });
  await listOpenByStart(team, { cursor });
  await listDrafts(team, { cursor });
  await listDraftsOf(team, { incidentId: key });
  await listDuties(team);
  await findOpenApproval(team, { draftId: "none", version: 1 });
  await getPostmortemWork(team, { incidentId: key });
  await wouldNeedApproval(team, { visibility: "public", components: {}, incidentId: key });
  for (const reader of [acme, everybody]) await getBranding(reader);
  await findBranding(team, customerId(1));
  await getBrandFile(everybody, `${"0".repeat(64)}.png`).catch(() => null);
  await listAnnouncements(team, { before: cursor });
  await getAnnouncement(team, { id: `ann_${key}` });
  await listAudienceChoices(team);
  for (const reader of [team, acme, everybody]) await findAnnouncementView(reader, `ann${incident?.code ?? ""}`);
  for (const kind of ["incident", "update", "maintenance"] as const) await Promise.all([listTemplates(team, { kind }), listArchivedTemplates(team, { kind })]);
  await getTemplate(team, { id: "none" }).catch(() => null);
  await findOwnReminders(team);
  await getIncidentFacts(team, key);
  await getImpactRecord(team, key);
  await findCorrectable(team, { incidentId: key, componentId: "cmp_s0_0" });
  await previewCorrection(team, { incidentId: key, componentId: "cmp_s0_0", line: [] });
  await listChoosable(team);
  await previewMerge(team, { incidentId: key, into: other?.code ?? "" });
  await previewAudience(team, { visibility: "affected", customerIds: [], componentIds: ["cmp_s0_0"], incidentId: key });
  await previewAudience(team, { visibility: "public", customerIds: [], componentIds: [] });
  await listComposerChoices(team);
  await listMaintenances(team, { before: cursor });
  await listMaintenances(team, { before: cursor, isOver: true });
  await listOpenMaintenances(team);
  for (const audience of [acme, everybody]) for (const place of [undefined, cursor]) await getMaintenanceList(audience, { cursor: place });
  await findMaintenanceView(acme, "work1003");
  await getMaintenanceFacts(team, "work1003");
  await findPlannedTimes(team, "work1003");
  await listSeries(team, { timesEach: 3 });
  await getSeriesFacts(team, "mse_scale");
  await listPlannerChoices(team);
  await listOverlaps(db.read, { componentIds: ["cmp_s0_0"], from: testNow, until: testNow + 86_400_000 });
  await listPlanners(db.read);
  await listDeciders(db.read, { customerIds: [customerId(3)], maintenanceId: "mnt_none", sequence: 0 });
  await findReply(db.read, "mrp_none");
  await listComponents(team);
  await getComponent(team, { id: "cmp_s0_0" });
  await listCustomers(team, { search: "müller", after: null });
  await listCustomers(team, { search: "", after: customerId(500), isArchived: true });
  await getCustomer(team, { id: customerId(3) });
  await listSubscribers(team, { find: "reader-1", cursor: encodeCursor({ at: 0, id: "sub_s10000050" }) });
  await listSubscribers(team, { find: "", cursor });
  for (const state of ["queued", "sent", "unknown"] as const) await listDeliveries(team, { state, before: { at: testNow, id: "x" }, limit: 51 });
  await getDelivery(team, (await listDeliveries(team, { state: "dead", before: null, limit: 1 }))[0]?.id ?? "");
  await listDeliveries(team, { state: null, story: key, before: { at: testNow, id: "x" }, limit: 51 });
  await getTold(team, key);
  await exportDeliveries(team, { story: key }).next();
  for await (const slice of exportDeliveries(team, { story: null })) if (slice.length > 100_000) break;
  await listOwnDeliveries(acme, { before: cursor });
  for await (const slice of exportOwnDeliveries(acme)) if (slice.length > 100_000) break;
  const held = await listQuarantined(team, { find: "", before: cursor });
  await listQuarantined(team, { find: "reader-1", before: null });
  await getQuarantined(team, { id: held.rows[0]?.id ?? "sup_none" }).catch(() => null);
  await listReports(team, { email: "reader-1@bluebird.example" });
  await releaseDue({ db, now: testNow });
  await listMailbox(team, { before: { at: testNow, id: "x" }, limit: 51 });
  await listStaff(team);
  for (const search of ["müller", "scale-10003", key, "priya", "incident"]) await searchAudit(team, { search, after: cursor });
  await getBacklog(db.read);
}

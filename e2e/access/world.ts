import { and, eq, isNull } from "drizzle-orm";
import { vi } from "vitest";
import { openDb, type Db } from "#db/open";
import { migrate } from "#db/migrate";
import { deliveries, mailboxMessages } from "#db/schema/delivery";
import { incidents as incidentTable, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { saveDraft } from "#lib/incidents/commands/save-draft";
import { publishDraft } from "#lib/incidents/commands/publish-draft";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import type { Visibility } from "#lib/incidents/terms";
import { startWorkers } from "#lib/worker/start";
import { Canaries } from "./canaries.ts";
import { addCompany, type Company } from "./company.ts";
import { addMaintenances, addSeries } from "./maintenances.ts";
import { addDisputes } from "./disputes.ts";
import { addObjectives, type Objectives } from "./objectives.ts";
import { addPeople, type People } from "./people.ts";
import { addStatements, type Statements } from "./statements.ts";
import { addAnnouncements, addDomains, addTemplate, lookBack } from "./timelines.ts";

/** A portal with two customers, in which every text of every row is a canary. */
export interface World {
  db: Db;
  file: string;
  canaries: Canaries;
  company: Company;
  people: People;
  incidents: Record<string, { id: string; code: string; updateId: string; actionItemId?: string }>;
  maintenances: Record<string, { id: string; code: string }>;
  announcements: Record<string, { id: string; code: string }>;
  objectives: Objectives;
  disputes: Record<"A" | "B", string>;
  statements: Statements;
  templateId: string;
  hostId: string;
  senderId: string;
  /** What only staff will do about an incident of B's. */
  actionItemId: string;
  /** Ids of series, of which no page of a reader names the id. */
  series: Record<string, string>;
  drafts: Record<string, string>;
  /** One message for A and one for B, as rows of the ledger and in the mailbox. */
  deliveryIds: string[];
  mailIds: string[];
}

export async function buildWorld(file: string): Promise<World> {
  await migrate(file);
  const db = openDb(file);
  const canaries = new Canaries();
  const now = Date.now();
  const company = await addCompany({ db, canaries, now });
  const people = await addPeople({ db, canaries, now, company });
  const author = { db, canaries, company, people, now };
  const incidents = await tellIncidents(author);
  const maintenances = await addMaintenances({ db, canaries, company, now });
  const announcements = await addAnnouncements(author);
  const objectives = await addObjectives(author);
  const disputes = await addDisputes(author, { code: incidents["affectedBoth"]?.code ?? "" });
  const statements = await addStatements(author, objectives);
  const templateId = await addTemplate(author);
  const { hostId, senderId } = await addDomains(author);
  const actionItemId = incidents["selectedBResolved"]?.actionItemId ?? "";
  const series = await addSeries({ db, canaries, company, now });
  const written = await writeDrafts(author, incidents);
  await deliverEverything(db);
  return { db, file, canaries, company, people, incidents, maintenances, announcements, objectives, disputes, statements, templateId, hostId, senderId, actionItemId, series, drafts: written, ...(await pickMails(db, company)) };
}

interface Author {
  db: Db;
  canaries: Canaries;
  company: Company;
  people: People;
  now: number;
}

interface Plot {
  visibility: Visibility;
  readers: string[];
  to?: ("A" | "B")[];
  on: (keyof Company["components"])[];
}

const everybody = ["public"];
const both = ["A", "B", "staff"];

const plots: Record<string, Plot> = {
  public: { visibility: "public", readers: everybody, on: ["shared", "onlyA", "onlyB", "unused"] },
  publicOnB: { visibility: "public", readers: everybody, on: ["onlyB"] },
  affectedA: { visibility: "affected", readers: ["A", "staff"], on: ["onlyA"] },
  affectedB: { visibility: "affected", readers: ["B", "staff"], on: ["usedByB", "onlyB"] },
  affectedBoth: { visibility: "affected", readers: both, on: ["shared", "onlyA", "onlyB"] },
  selectedA: { visibility: "selected", readers: ["A", "staff"], to: ["A"], on: ["shared"] },
  selectedB: { visibility: "selected", readers: ["B", "staff"], to: ["B"], on: ["shared", "onlyA"] },
  selectedBoth: { visibility: "selected", readers: both, to: ["A", "B"], on: ["shared"] },
  internal: { visibility: "internal", readers: ["staff"], on: ["shared", "onlyA", "onlyB"] },
};

// Each story twice: one still open, one resolved and so in the history; each with an edited note.
async function tellIncidents(author: Author): Promise<World["incidents"]> {
  const told: World["incidents"] = {};
  for (const [name, plot] of Object.entries(plots)) {
    told[name] = await tell(author, { name, plot, isResolved: false });
    told[`${name}Resolved`] = await tell(author, { name: `${name}, resolved`, plot, isResolved: true });
  }
  return told;
}

async function tell(author: Author, { name, plot, isResolved }: { name: string; plot: Plot; isResolved: boolean }) {
  const { canaries, company } = author;
  const { readers } = plot;
  const at = (minutesAgo: number) => author.people.context(author.db, { role: "manager", at: author.now - minutesAgo * 60_000 });
  const words = (what: string) => canaries.make(`${what} of ${name}`, readers);
  const hearing = (["A", "B"] as const).filter((customer) => readers.includes("public") || readers.includes(customer));
  const notes = (what: string) => hearing.map((customer) => ({ customerId: company.customers[customer].id, body: `Note ${canaries.make(`${what} for ${customer} in ${name}`, [customer, "staff"])}` }));
  const components = plot.on.map((key) => ({ componentId: company.components[key], state: "partial_outage" as const }));
  const opened = await openIncident(at(90), {
    title: `Trouble ${words("title")}`,
    visibility: plot.visibility,
    customerIds: (plot.to ?? []).map((customer) => company.customers[customer].id),
    state: "investigating",
    body: `First words ${words("first update")}`,
    notes: notes("first note"),
    components,
    promiseDueAt: author.now + 3_600_000,
  });
  await editUpdate(at(60), { updateId: opened.updateId, baseRevision: 1, body: `First words, corrected ${words("correction")}`, notes: notes("corrected note") });
  const last = await postUpdate(at(30), {
    incidentId: opened.incidentId,
    baseVersion: await versionOf(author.db, opened.incidentId, opened.version),
    state: isResolved ? "resolved" : "monitoring",
    body: `Second words ${words("second update")}`,
    notes: notes("second note"),
    components: isResolved ? components.map((each) => ({ ...each, state: "operational" as const })) : [],
  });
  const learnt = isResolved ? { actionItemId: await lookBack({ ...author, now: author.now - 20 * 60_000 }, { id: opened.incidentId, name, readers }) } : {};
  if (!readers.includes("public")) {
    canaries.watch(opened.incidentId, `the id of ${name}`, readers);
    canaries.watch(opened.code, `the code of ${name}`, readers);
    for (const id of await updateIds(author.db, opened.incidentId)) canaries.watch(id, `an update's id of ${name}`, readers);
  }
  return { id: opened.incidentId, code: opened.code, updateId: last.updateId, ...learnt };
}

/** An incident as a composer that opens now knows it. */
export async function versionOf(db: Db, incidentId: string, fallback: number): Promise<number> {
  const [row] = await db.read.select({ version: incidentTable.version }).from(incidentTable).where(eq(incidentTable.id, incidentId));
  return row?.version ?? fallback;
}

async function updateIds(db: Db, incidentId: string): Promise<string[]> {
  return (await db.read.select({ id: updates.id }).from(updates).where(eq(updates.incidentId, incidentId))).map((row) => row.id);
}

async function writeDrafts({ db, canaries, company, people, now }: Author, incidents: World["incidents"]): Promise<Record<string, string>> {
  const ctx = people.context(db, { role: "responder", at: now });
  const words = (what: string) => canaries.make(`a draft's ${what}`, ["staff"]);
  const content = {
    title: `Draft ${words("title")}`,
    state: "investigating",
    visibility: "public",
    customers: [],
    body: words("body"),
    notes: { [company.customers.A.id]: words("note") },
    components: {},
    promise: "",
    promiseAt: "",
    occurredAt: "",
  };
  const { draftId: fresh } = await saveDraft(ctx, { content });
  const { draftId: following } = await saveDraft(ctx, { content: { ...content, body: words("next body") }, incidentId: incidents["public"]?.id ?? null, baseVersion: 1 });
  const { draftId: leaving } = await publishDraft(ctx, { content: { ...content, body: words("body before undo") }, undoSeconds: 86_400 });
  for (const [what, id] of Object.entries({ fresh, following, leaving })) canaries.watch(id, `the id of the ${what} draft`, ["staff"]);
  return { fresh, following, leaving };
}

/** The worker runs here until nothing is left, so that the mails exist and the portal's own worker need not run. */
async function deliverEverything(db: Db): Promise<void> {
  const workers = startWorkers(db);
  await vi.waitUntil(() => isIdle(db), { timeout: 60_000, interval: 200 });
  await workers.stop();
}

async function isIdle(db: Db): Promise<boolean> {
  const events = await db.read.select({ dueAt: outbox.dueAt }).from(outbox).where(and(isNull(outbox.doneAt), isNull(outbox.deadAt)));
  // The endpoints of this world lead nowhere, and are tried for days.
  const mails = await db.read.select({ state: deliveries.state }).from(deliveries).where(eq(deliveries.channel, "email"));
  return mails.length > 0 && events.every(({ dueAt }) => dueAt > Date.now() + 600_000) && mails.every(({ state }) => state !== "queued" && state !== "sending");
}

async function pickMails(db: Db, company: Company): Promise<Pick<World, "deliveryIds" | "mailIds">> {
  const rows = await db.read.select({ id: deliveries.id, mailId: mailboxMessages.id, customerId: deliveries.customerId }).from(deliveries).innerJoin(mailboxMessages, eq(mailboxMessages.deliveryId, deliveries.id));
  const picked = [company.customers.A, company.customers.B].flatMap(({ id }) => rows.find(({ customerId }) => customerId === id) ?? []);
  return { deliveryIds: picked.map(({ id }) => id), mailIds: picked.map(({ mailId }) => mailId) };
}

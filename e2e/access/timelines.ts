import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { postmortems } from "#db/schema/incidents";
import { publishAnnouncement } from "#lib/announcements/commands/announcements";
import { saveActionItem } from "#lib/incidents/commands/action-items";
import { addHost } from "#lib/hosts/commands/hosts";
import { addSender } from "#lib/hosts/commands/senders";
import { askReview, publishPostmortem, reviewPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import type { Visibility } from "#lib/incidents/terms";
import { createTemplate } from "#lib/templates/commands";
import type { Canaries, Reader } from "./canaries.ts";
import type { Company } from "./company.ts";
import type { People } from "./people.ts";

interface Place {
  db: Db;
  canaries: Canaries;
  company: Company;
  people: People;
  now: number;
}

interface Plan {
  visibility: Visibility;
  readers: Reader[];
  on?: (keyof Company["components"])[];
  to?: "A" | "B";
  isPlanned?: boolean;
}

const plans: Record<string, Plan> = {
  public: { visibility: "public", readers: ["public"], on: ["shared", "onlyA", "onlyB"] },
  affectedA: { visibility: "affected", readers: ["A", "staff"], on: ["onlyA"] },
  affectedB: { visibility: "affected", readers: ["B", "staff"], on: ["onlyB"] },
  selectedA: { visibility: "selected", readers: ["A", "staff"], to: "A" },
  selectedB: { visibility: "selected", readers: ["B", "staff"], to: "B" },
  internal: { visibility: "internal", readers: ["staff"] },
  planned: { visibility: "public", readers: ["staff"], isPlanned: true },
};

const day = 86_400_000;

export async function addAnnouncements({ db, canaries, company, people, now }: Place): Promise<Record<string, { id: string; code: string }>> {
  const added: Record<string, { id: string; code: string }> = {};
  for (const [name, { visibility, readers, on = [], to, isPlanned }] of Object.entries(plans)) {
    const words = (what: string) => canaries.make(`${what} of the announcement ${name}`, readers);
    const customerIds = to ? [company.customers[to].id] : [];
    const announcement = await publishAnnouncement(people.context(db, { role: "responder", at: now }), { title: `News ${words("title")}`, body: `Words ${words("body")}`, visibility, customerIds, componentIds: on.map((key) => company.components[key]), beginsAt: isPlanned ? now + day : now, endsAt: now + 2 * day, isQuiet: true });
    if (!readers.includes("public")) for (const text of [announcement.id, announcement.code]) canaries.watch(text, `id or code of the announcement ${name}`, readers);
    added[name] = announcement;
  }
  return added;
}

/** A name and a sender of B's, which those who manage customers know. */
export async function addDomains({ db, company, people, now }: Place): Promise<{ hostId: string; senderId: string }> {
  const manager = people.context(db, { role: "manager", at: now });
  const customerId = company.customers.B.id;
  const { id: hostId } = await addHost(manager, { host: "status.b.example", customerId });
  const { id: senderId } = await addSender(manager, { sender: "status@b.example", selector: "s1", customerId });
  return { hostId, senderId };
}

/** A template with words that only staff know. */
export async function addTemplate({ db, canaries, people, now }: Place): Promise<string> {
  const words = (what: string) => canaries.make(`${what} of a template`, ["staff"]);
  const choices = { state: "", visibility: "", customers: [], components: {}, promise: "" } as const;
  const id = await createTemplate(people.context(db, { role: "manager", at: now }), { kind: "incident", name: `Template ${words("name")}`, shortcut: "prepared", title: words("title"), body: words("body"), choices: { ...choices, customers: [] } });
  return canaries.watch(id, "the id of a template", ["staff"]);
}

interface Told {
  id: string;
  name: string;
  readers: string[];
}

/** What was learnt of a resolved incident: a post-mortem for its readers, and things to do for all of them, for staff and for each customer. Answers the id of the staff's. */
export async function lookBack({ db, canaries, company, people, now }: Place, { id, name, readers }: Told): Promise<string> {
  const [author, second] = [people.context(db, { role: "responder", at: now }), people.context(db, { role: "manager", at: now })];
  const words = (what: string, whom: string[] = readers) => canaries.make(`${what} of ${name}`, whom);
  const add = (title: string, whom: object) => saveActionItem(author, { incidentId: id, title, owner: "Platform", dueAt: now + 7 * day, ...whom });
  const hearing = (["A", "B"] as const).filter((customer) => readers.includes("public") || readers.includes(customer));
  await add(`For all ${words("an action item")}`, {});
  for (const customer of hearing) await add(`Alone ${words(`an action item for ${customer}`, [customer, "staff"])}`, { customerId: company.customers[customer].id });
  const { itemId } = await add(`Inside ${words("an internal action item", ["staff"])}`, { isInternal: true });
  await savePostmortem(author, { incidentId: id, baseVersion: 0, body: `Learnt ${words("the post-mortem")}` });
  await askReview(author, { incidentId: id, baseVersion: 1 });
  await reviewPostmortem(second, { incidentId: id, baseVersion: 2, isAccepted: true, comment: `Read ${words("the review", ["staff"])}` });
  await publishPostmortem(author, { incidentId: id, baseVersion: 3 });
  const [row] = await db.read.select({ id: postmortems.id }).from(postmortems).where(eq(postmortems.incidentId, id));
  if (row) canaries.watch(row.id, `the id of the post-mortem of ${name}`, ["staff"]);
  return itemId;
}

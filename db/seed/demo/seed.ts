import { and, inArray, isNull, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/open";
import { memberships, people, staffMembers } from "#db/schema/access";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents, customers as customerTable, emailDomains, journeyComponents, journeys } from "#db/schema/customers";
import { outbox, settings } from "#db/schema/outbox";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { now as clock } from "#lib/platform/clock";
import { subscriberIdentity } from "#lib/subscriptions/rules";
import { customers, groups, staff } from "./company.ts";
import { planWork } from "./maintenances.ts";
import { addObjectives } from "./objectives.ts";
import { addStatements } from "./statements.ts";
import { ongoing, stories, type Story, type StoryUpdate } from "./stories.ts";
import { addTimelines } from "./timelines.ts";

const minute = 60_000;
const day = 86_400_000;
const startedDaysAgo = 410;

/** Fills an empty database with the demo company; answers whether it did. The same ids, people and words every time, dates relative to `now`. */
export async function seedDemo(db: Db, now: number = clock()): Promise<boolean> {
  const isFirst = await db.write(async (tx) => {
    if ((await tx.select({ id: customerTable.id }).from(customerTable).limit(1)).length > 0) return false;
    if ((await tx.select({ id: components.id }).from(components).limit(1)).length > 0) return false;
    await addCompany(tx, now - startedDaysAgo * day);
    await addCustomers(tx, now - startedDaysAgo * day);
    await addSubscribers(tx, now);
    await tx.insert(settings).values({ key: "demo.seeded", value: { at: now }, updatedAt: now });
    return true;
  }, { holdMs: 60_000 });
  if (!isFirst) return false;
  for (const story of stories) await tell(db, story, startOf(story, now));
  await planWork(db, now, demoId);
  await addTimelines(db, now);
  await settle(db, { kinds: told, before: now - day, now });
  await tell(db, ongoing, now - ongoing.startedMinutesAgo * minute);
  await addObjectives(db, now);
  await addStatements(db, now);
  await settle(db, { kinds: ["statement.released"], before: now + 1, now });
  return true;
}

export const demoId = {
  person: (email: string) => `per_${email.split("@")[0]?.replace(".", "_")}`,
  customer: (slug: string) => `cus_${slug}`,
  component: (key: string) => `cmp_${key.replaceAll("-", "_")}`,
};

async function addCompany(tx: Tx, at: number): Promise<void> {
  for (const [position, group] of groups.entries()) {
    const groupId = `grp_${group.name.toLowerCase()}`;
    await tx.insert(componentGroups).values({ id: groupId, name: group.name, description: group.description, position, createdAt: at });
    await tx.insert(components).values(
      group.components.map((component, index) => ({
        id: demoId.component(component.key),
        groupId,
        name: component.name,
        description: component.description,
        position: index,
        visibility: component.visibility ?? ("public" as const),
        startedAt: at,
        createdAt: at,
      })),
    );
  }
  for (const { role, ...person } of staff) {
    const id = demoId.person(person.email);
    await tx.insert(people).values({ id, ...person, timeZone: "Europe/Berlin", emailVerifiedAt: at, createdAt: at });
    await tx.insert(staffMembers).values({ personId: id, role, createdAt: at });
  }
}

async function addCustomers(tx: Tx, at: number): Promise<void> {
  for (const customer of customers) {
    const customerId = demoId.customer(customer.slug);
    await tx.insert(customerTable).values({ id: customerId, slug: customer.slug, name: customer.name, tier: customer.tier, timeZone: customer.timeZone, createdAt: at });
    await tx.insert(emailDomains).values({ customerId, domain: customer.domain });
    await tx.insert(customerComponents).values(
      customer.uses.map(([key, ownName], position) => ({ customerId, componentId: demoId.component(key), ownName: ownName ?? null, position })),
    );
    for (const [position, journey] of customer.journeys.entries()) {
      const { on, ...words } = journey;
      const id = `jny_${customer.slug}_${position + 1}`;
      await tx.insert(journeys).values({ id, customerId, ...words, position, createdAt: at });
      await tx.insert(journeyComponents).values(on.map((key) => ({ journeyId: id, componentId: demoId.component(key) })));
    }
    for (const { role, ...person } of customer.members) {
      const id = demoId.person(person.email);
      await tx.insert(people).values({ id, ...person, timeZone: customer.timeZone, emailVerifiedAt: at, createdAt: at });
      await tx.insert(memberships).values({ id: `mem_${id.slice(4)}`, personId: id, customerId, role, createdAt: at });
    }
  }
}

/** Members of every customer, and a few people of the public page. */
async function addSubscribers(tx: Tx, now: number): Promise<void> {
  const at = now - 200 * day;
  const members = customers.flatMap((customer) =>
    customer.members.map((member) => ({ email: member.email, customerId: demoId.customer(customer.slug), personId: demoId.person(member.email), timeZone: customer.timeZone })),
  );
  const strangers = ["noc@bluebird.example", "status@cobalt.example", "oncall@driftwood.example"].map((email) => ({ email, customerId: null, personId: null, timeZone: "UTC" }));
  for (const [index, person] of [...members, ...strangers].entries()) {
    const id = `sub_demo_${String(index + 1).padStart(2, "0")}`;
    await tx.insert(subscribers).values({ id, ...person, identity: subscriberIdentity(person.email, person.customerId), state: "active", createdAt: at, confirmedAt: at });
    await tx.insert(subscriptions).values({ id: `scr_demo_${index + 1}`, subscriberId: id, scope: "everything", createdAt: at });
  }
}

/** Plays a story through the same commands people use, each at its own moment. */
async function tell(db: Db, story: Omit<Story, "daysAgo" | "at">, from: number): Promise<void> {
  const [first, ...rest] = story.updates;
  if (!first) return;
  const opened = await openIncident(asAuthor(db, from + first.after * minute), {
    title: story.title,
    visibility: story.visibility,
    customerIds: (story.customers ?? []).map(demoId.customer),
    ...post(first, from),
    occurredAt: from,
  });
  let version = opened.version;
  for (const update of rest) {
    const at = from + update.after * minute;
    ({ version } = await postUpdate(asAuthor(db, at), { incidentId: opened.incidentId, baseVersion: version, ...post(update, from) }));
  }
}

function post(update: StoryUpdate, from: number) {
  return {
    state: update.state,
    body: update.body,
    notes: Object.entries(update.notes ?? {}).map(([slug, body]) => ({ customerId: demoId.customer(slug), body })),
    components: Object.entries(update.components ?? {}).map(([key, state]) => ({ componentId: demoId.component(key), state })),
    promiseDueAt: update.promise ? from + (update.after + update.promise) * minute : null,
  };
}

function asAuthor(db: Db, now: number): Context {
  const actor = { kind: "person", personId: "per_jonas_lindqvist", name: "Jonas Lindqvist" } as const;
  return mintContext({ db, now, actor, audience: { kind: "staff" }, permissions: staffPermissions.manager, requestId: "demo" });
}

const told = ["incident.update_posted", "maintenance.update_posted", "announcement.posted", "incident.silent", "promise.due_soon", "promise.overdue", "postmortem.review_asked", "postmortem.reviewed"];

// History was told long ago, and its clock has run: only what happens from now on is mailed.
async function settle(db: Db, { kinds, before, now }: { kinds: string[]; before: number; now: number }): Promise<void> {
  await db.write((tx) => tx.update(outbox).set({ doneAt: now }).where(and(isNull(outbox.doneAt), lt(outbox.createdAt, before), inArray(outbox.kind, kinds))));
}

function startOf(story: Story, now: number): number {
  return dayStart(now) - story.daysAgo * day + story.at * minute;
}

function dayStart(at: number): number {
  return at - (at % day);
}

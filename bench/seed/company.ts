import type { Db } from "#db/open";
import { memberships, people, sessions, staffMembers } from "#db/schema/access";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents, customers, emailDomains, journeyComponents, journeys } from "#db/schema/customers";
import { staff } from "#db/seed/demo/company";
import { demoId } from "#db/seed/demo/seed";
import { sha256 } from "#lib/platform/crypto";
import { Dice } from "./random.ts";
import { insertRows } from "./rows.ts";

const day = 86_400_000;
const membersEach = 3;
const customersADedicated = 4;

const groupNames = ["Payments", "Payouts", "Platform", "Data", "Risk", "Banking", "Terminals", "Partners"];
const partNames = ["Card processing", "Wallets", "Bank transfers", "Refunds", "Webhooks", "Reporting", "Sign-in", "Exports"];
const regions = ["Europe", "Americas", "Asia Pacific", "Middle East", "Africa", "Oceania", "Nordics", "Iberia"];
const firstNames = ["Anna", "Björn", "Carla", "Dmitri", "Élise", "Farah", "Gustavo", "Hana", "Ishaan", "Jūratė", "Kofi", "Łucja"];
const lastNames = ["Okafor", "Müller", "Gómez", "Ivanov", "Lefèvre", "Haddad", "Silva", "Ito", "Rao", "Petrauskas", "Mensah", "Nowak"];
const trades = ["Retail", "Travel", "Payroll", "Health", "Marketplace", "Energy", "Logistics", "Insurance", "Foods", "Media"];
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Los_Angeles", "Asia/Tokyo", "America/Sao_Paulo", "UTC"];

export interface Company {
  /** Public components, the same number at every scale. */
  shared: string[];
  customers: { id: string; slug: string; used: string[]; dedicated: string }[];
}

export const customerId = (index: number) => `cus_s${10_000 + index}`;
export const customerSlug = (index: number) => `scale-${10_000 + index}`;
const personId = (index: number, member: number) => `per_s${10_000 + index}_${member}`;

/** The token of a session of the customer's owner. Only for databases made to be measured. */
export function scaleToken(index: number): string {
  return `scale-session-token-of-customer-number-${10_000 + index}`;
}

export async function addCompany(db: Db, input: { customers: number; now: number }): Promise<Company> {
  const dice = new Dice(7);
  const at = input.now - 400 * day;
  const shared = await addCatalog(db, { at, dedicated: Math.ceil(input.customers / customersADedicated) });
  const drawn = Array.from({ length: input.customers }, (_, index) => ({ index, id: customerId(index), slug: customerSlug(index), used: dice.some(shared, dice.between(8, 14)), dedicated: dedicatedId(Math.floor(index / customersADedicated)) }));
  await insertRows(db, customers, drawn.map(({ index, id, slug }) => ({ id, slug, name: `${dice.one(lastNames)} ${dice.one(trades)} ${index + 1}`, tier: dice.one(["gold", "silver", "bronze"] as const), timeZone: dice.one(zones), createdAt: at + index })));
  await insertRows(db, emailDomains, drawn.map(({ id, slug }) => ({ customerId: id, domain: `${slug}.example` })));
  await insertRows(db, customerComponents, drawn.flatMap(({ id, used, dedicated }) => [...used, dedicated].map((componentId, position) => ({ customerId: id, componentId, ownName: position === 0 ? "Our checkout" : null, position: position < 3 ? position : null }))));
  await insertRows(db, journeys, drawn.flatMap(({ id }) => ["Checkout", "Refund", "Settlement"].map((name, position) => ({ id: `jny_${id}_${position}`, customerId: id, name, criticality: position === 0 ? ("critical" as const) : ("useful" as const), position, createdAt: at }))));
  await insertRows(db, journeyComponents, drawn.flatMap(({ id, used }) => [0, 1, 2].flatMap((position) => used.slice(position * 2, position * 2 + 3).map((componentId) => ({ journeyId: `jny_${id}_${position}`, componentId })))));
  await addPeople(db, { drawn, dice, at, now: input.now });
  return { shared, customers: drawn };
}

function dedicatedId(index: number): string {
  return `cmp_dedicated_${10_000 + index}`;
}

async function addCatalog(db: Db, { at, dedicated }: { at: number; dedicated: number }): Promise<string[]> {
  await insertRows(db, componentGroups, [...groupNames, "Dedicated"].map((name, position) => ({ id: `grp_s${position}`, name, position, createdAt: at })));
  const shared = groupNames.flatMap((_, group) => partNames.map((part, position) => ({ id: `cmp_s${group}_${position}`, groupId: `grp_s${group}`, name: `${part}, ${regions[group]}`, description: "", position, startedAt: at, createdAt: at })));
  const own = Array.from({ length: dedicated }, (_, index) => ({ id: dedicatedId(index), groupId: "grp_s8", name: `Gateway ${index + 1}`, description: "", position: index, visibility: "users" as const, startedAt: at, createdAt: at }));
  await insertRows(db, components, [...shared, ...own]);
  return shared.map((component) => component.id);
}

async function addPeople(db: Db, { drawn, dice, at, now }: { drawn: { index: number; id: string; slug: string }[]; dice: Dice; at: number; now: number }): Promise<void> {
  const team = staff.map(({ role, ...person }) => ({ role, person: { id: demoId.person(person.email), ...person, timeZone: "Europe/Berlin", emailVerifiedAt: at, createdAt: at } }));
  await insertRows(db, people, team.map((each) => each.person));
  await insertRows(db, staffMembers, team.map(({ role, person }) => ({ personId: person.id, role, createdAt: at })));
  const members = drawn.flatMap(({ index, id, slug }) => Array.from({ length: membersEach }, (_, member) => ({ customer: id, member, person: { id: personId(index, member), email: `person-${member}@${slug}.example`, name: `${dice.one(firstNames)} ${dice.one(lastNames)}`, createdAt: at + index } })));
  await insertRows(db, people, members.map((each) => each.person));
  await insertRows(db, memberships, members.map(({ customer, member, person }) => ({ id: `mem_${person.id}`, personId: person.id, customerId: customer, role: member === 0 ? ("owner" as const) : ("viewer" as const), createdAt: person.createdAt })));
  await insertRows(db, sessions, drawn.map(({ index }) => ({ id: `ses_s${index}`, tokenHash: sha256(scaleToken(index)), personId: personId(index, 0), method: "link", createdAt: now, lastSeenAt: now, expiresAt: now + 30 * day })));
}

import type { Db } from "#db/open";
import { memberships, people, staffMembers } from "#db/schema/access";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { MemberRole, StaffRole } from "#lib/access/terms";
import type { CustomerTier } from "#lib/customers/terms";

/** Monday, 2 November 2026, 13:00 UTC: the moment every test begins at. In the past, so that leases by the database's clock find it due. */
export const testNow = Date.UTC(2026, 10, 2, 13);

export const acme = { id: "cus_acme", slug: "acme", name: "Acme Retail", tier: "gold", timeZone: "Europe/Berlin" } as const;
export const globex = { id: "cus_globex", slug: "globex", name: "Globex Travel", tier: "silver", timeZone: "America/New_York" } as const;
export const initech = { id: "cus_initech", slug: "initech", name: "Initech Payroll", tier: "bronze", timeZone: "Asia/Kolkata" } as const;
export const umbrella = { id: "cus_umbrella", slug: "umbrella", name: "Umbrella Health", tier: "gold", timeZone: "Australia/Sydney" } as const;
const castCustomers: readonly { id: string; slug: string; name: string; tier: CustomerTier; timeZone: string }[] = [acme, globex, initech, umbrella];

export interface StaffPerson {
  id: string;
  name: string;
  email: string;
  staffRole: StaffRole;
}

export interface MemberPerson {
  id: string;
  name: string;
  email: string;
  customerId: string;
  memberRole: MemberRole;
}

export const mira: StaffPerson = { id: "per_mira", name: "Mira Okafor", email: "mira.okafor@northlight.example", staffRole: "manager" };
export const jonas: StaffPerson = { id: "per_jonas", name: "Jonas Lindqvist", email: "jonas.lindqvist@northlight.example", staffRole: "responder" };
export const priya: StaffPerson = { id: "per_priya", name: "Priya Raman", email: "priya.raman@northlight.example", staffRole: "admin" };
export const tom: StaffPerson = { id: "per_tom", name: "Tom Becker", email: "tom.becker@northlight.example", staffRole: "viewer" };
const castStaff = [mira, jonas, priya, tom];

export const anna: MemberPerson = { id: "per_anna", name: "Anna Keller", email: "anna.keller@acme.example", customerId: acme.id, memberRole: "owner" };
export const ben: MemberPerson = { id: "per_ben", name: "Ben Fuchs", email: "ben.fuchs@acme.example", customerId: acme.id, memberRole: "viewer" };
export const carla: MemberPerson = { id: "per_carla", name: "Carla Gomez", email: "carla.gomez@globex.example", customerId: globex.id, memberRole: "owner" };
export const dan: MemberPerson = { id: "per_dan", name: "Dan Price", email: "dan.price@globex.example", customerId: globex.id, memberRole: "viewer" };
export const ishaan: MemberPerson = { id: "per_ishaan", name: "Ishaan Rao", email: "ishaan.rao@initech.example", customerId: initech.id, memberRole: "owner" };
export const una: MemberPerson = { id: "per_una", name: "Una Walsh", email: "una.walsh@umbrella.example", customerId: umbrella.id, memberRole: "owner" };
const castMembers = [anna, ben, carla, dan, ishaan, una];

export const cards = { id: "cmp_cards", name: "Card processing", visibility: "public" } as const;
export const payouts = { id: "cmp_payouts", name: "Payouts", visibility: "public" } as const;
export const reporting = { id: "cmp_reporting", name: "Reporting", visibility: "public" } as const;
export const acmeGateway = { id: "cmp_acme_gateway", name: "Dedicated gateway A", visibility: "users" } as const;
export const globexVault = { id: "cmp_globex_vault", name: "Travel card vault", visibility: "users" } as const;
const castComponents = [cards, payouts, reporting, acmeGateway, globexVault];

/** Acme calls card processing "Checkout EU"; nobody but Acme and Globex sees their own gateway and vault. */
const uses: { customerId: string; componentId: string; ownName: string | null }[] = [
  { customerId: acme.id, componentId: cards.id, ownName: "Checkout EU" },
  { customerId: acme.id, componentId: payouts.id, ownName: null },
  { customerId: acme.id, componentId: acmeGateway.id, ownName: null },
  { customerId: globex.id, componentId: cards.id, ownName: null },
  { customerId: globex.id, componentId: globexVault.id, ownName: null },
  { customerId: initech.id, componentId: payouts.id, ownName: null },
  { customerId: umbrella.id, componentId: reporting.id, ownName: null },
];

/** Puts the cast into an empty database: everybody, their customers and what they use. */
export async function addCast(db: Db, at: number = testNow - 400 * 86_400_000): Promise<void> {
  await db.write(async (tx) => {
    await tx.insert(customers).values(castCustomers.map((each) => ({ ...each, createdAt: at })));
    await tx.insert(people).values([...castStaff, ...castMembers].map(({ id, name, email }) => ({ id, name, email, timeZone: "Europe/Berlin", createdAt: at })));
    await tx.insert(staffMembers).values(castStaff.map((each) => ({ personId: each.id, role: each.staffRole, createdAt: at })));
    await tx.insert(memberships).values(castMembers.map((each) => ({ id: `mem_${each.id}`, personId: each.id, customerId: each.customerId, role: each.memberRole, createdAt: at })));
    await tx.insert(componentGroups).values({ id: "grp_payments", name: "Payments API", position: 0, createdAt: at });
    await tx.insert(components).values(castComponents.map((each, position) => ({ ...each, groupId: "grp_payments", position, startedAt: at, createdAt: at })));
    await tx.insert(customerComponents).values(uses);
  });
}

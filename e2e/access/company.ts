import type { Db } from "#db/open";
import { brandFiles } from "#db/schema/branding";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents, customers, emailDomains, journeyComponents, journeys } from "#db/schema/customers";
import type { Canaries, Reader } from "./canaries.ts";

export interface Company {
  customers: Record<"A" | "B", { id: string; slug: string }>;
  components: Record<"shared" | "usedByB" | "onlyA" | "onlyB" | "unused", string>;
  groups: Record<"open" | "ofA" | "ofNobody", string>;
  journeys: Record<"A" | "B", string>;
  brandFile: string;
}

interface Place {
  db: Db;
  canaries: Canaries;
  now: number;
}

const staff: Reader = "staff";

/** Components of every kind, in groups of every kind, and two customers that use them under their own names. */
export async function addCompany({ db, canaries, now }: Place): Promise<Company> {
  const at = now - 400 * 86_400_000;
  const brandFile = `${"ab".repeat(32)}.css`;
  const make = (prefix: string, what: string, readers: Reader[]) => `${prefix}${canaries.make(what, readers)}`;
  const groupOf = (what: string, readers: Reader[]) => ({ id: make("grp_", `id of ${what}`, readers), name: make("Group ", `name of ${what}`, readers), description: make("", `description of ${what}`, readers), createdAt: at });
  const groups = {
    open: groupOf("the public group", ["public"]),
    ofA: groupOf("a group of what only A uses", ["A", staff]),
    ofNobody: groupOf("a group of what nobody uses", [staff]),
  };
  const componentOf = (what: string, readers: Reader[], group: keyof typeof groups) => ({
    id: make("cmp_", `id of ${what}`, readers),
    groupId: groups[group].id,
    name: make("Component ", `name of ${what}`, readers),
    description: make("", `description of ${what}`, readers),
    visibility: readers.includes("public") ? ("public" as const) : ("users" as const),
    startedAt: at,
    createdAt: at,
  });
  const parts = {
    shared: componentOf("what both use", ["public"], "open"),
    usedByB: componentOf("what only B uses and all may know", ["public"], "open"),
    onlyA: componentOf("what only A may know", ["A", staff], "ofA"),
    onlyB: componentOf("what only B may know", ["B", staff], "open"),
    unused: componentOf("what nobody may know", [staff], "ofNobody"),
  };
  const customerOf = (key: "A" | "B") => ({
    id: make("cus_", `id of ${key}`, [key, staff]),
    slug: make("c", `slug of ${key}`, [key, staff]),
    name: make("Customer ", `name of ${key}`, [key, staff]),
    tier: "gold" as const,
    timeZone: "Europe/Berlin",
    createdAt: at,
  });
  const both = { A: customerOf("A"), B: customerOf("B") };
  const journeyOf = (key: "A" | "B") => ({
    id: make("jny_", `id of ${key}'s journey`, [key, staff]),
    customerId: both[key].id,
    name: make("Journey ", `journey of ${key}`, [key, staff]),
    description: make("", `journey's description of ${key}`, [key, staff]),
    criticality: "critical" as const,
    createdAt: at,
  });
  const paths = { A: journeyOf("A"), B: journeyOf("B") };
  const uses = { A: [parts.shared, parts.onlyA], B: [parts.shared, parts.usedByB, parts.onlyB] };
  await db.write(async (tx) => {
    await tx.insert(brandFiles).values({ name: brandFile, bytes: Buffer.from(":root {}"), createdAt: at });
    await tx.insert(componentGroups).values(Object.values(groups));
    await tx.insert(components).values(Object.values(parts));
    await tx.insert(customers).values(Object.values(both));
    for (const key of ["A", "B"] as const) {
      const customerId = both[key].id;
      await tx.insert(customerComponents).values(uses[key].map(({ id }, position) => ({ customerId, componentId: id, ownName: make("Own ", `${key}'s name for ${id}`, [key, staff]), position })));
      await tx.insert(journeys).values(paths[key]);
      await tx.insert(journeyComponents).values(uses[key].map(({ id }) => ({ journeyId: paths[key].id, componentId: id })));
      await tx.insert(emailDomains).values({ customerId, domain: `${make("d", `domain of ${key}`, [`${key}.owner`, staff])}.example` });
    }
  });
  const ids = <Key extends string>(rows: Record<Key, { id: string }>) => Object.fromEntries(Object.entries<{ id: string }>(rows).map(([key, { id }]) => [key, id])) as Record<Key, string>;
  return { customers: both, components: ids(parts), groups: ids(groups), journeys: ids(paths), brandFile };
}

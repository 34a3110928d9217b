import { z } from "zod";
import type { Context } from "#lib/access/context";
import { memberRoles } from "#lib/access/terms";
import { archiveCustomer, createCustomer, restoreCustomer, saveCustomer } from "#lib/customers/commands/customers";
import { deleteJourney, saveJourney } from "#lib/customers/commands/journeys";
import { saveUsedComponents } from "#lib/customers/commands/used-components";
import { CreateCustomer, nameLimit, SaveCustomer, SaveJourney } from "#lib/customers/input";
import { getCustomer, listCustomers } from "#lib/customers/queries/customers";
import { customerTiers, journeyCriticalities, languages } from "#lib/customers/terms";
import { oneLine } from "#lib/core/one-line";
import { addMember, removeMember } from "#lib/people/commands/members";
import { AddMember } from "#lib/people/input";
import { listMembers, type MemberRow } from "#lib/people/queries/people";
import { operation } from "../operation.ts";
import { asForm, CursorField, cursorOf, cursorOfId, Id, Instant, iso, isoOrNull, Listed, Nothing, pageOf, toPageAnswer, Version } from "./fields.ts";

const CustomerFields = z.strictObject({
  name: z.string().min(1, "Enter a name.").max(nameLimit),
  slug: z.string().min(1).max(48).describe("In the addresses of its pages: /c/<slug>."),
  tier: z.enum(customerTiers),
  timeZone: z.string().min(1).max(64).describe("As Europe/Berlin."),
  language: z.enum(languages).default("en"),
});
const JourneyFields = z.strictObject({ baseVersion: Version.describe("The customer's."), name: z.string().min(1, "Enter a name.").max(nameLimit), description: z.string().max(500).default(""), criticality: z.enum(journeyCriticalities), componentIds: z.array(Id).max(1_000).default([]) });

const summary = { id: z.string(), slug: z.string(), name: z.string(), tier: z.enum(customerTiers), timeZone: z.string() };
const CustomerSummary = z.object({ ...summary, memberCount: z.int(), componentCount: z.int() }).meta({ id: "CustomerSummary" });
const Customer = z.object({
  ...summary,
  language: z.enum(languages),
  version: z.int(),
  archivedAt: Instant.nullable(),
  components: z.array(z.object({ componentId: z.string(), ownName: z.string().nullable(), position: z.int().nullable() })).describe("What it uses, under its own names and in its own order."),
  journeys: z.array(z.object({ id: z.string(), name: z.string(), description: z.string(), criticality: z.enum(journeyCriticalities), componentIds: z.array(z.string()) })),
  domains: z.array(z.string()),
}).meta({ id: "Customer" });
const Member = z.object({ id: z.string().describe("Of the membership."), personId: z.string(), name: z.string(), email: z.string(), role: z.enum(memberRoles), addedAt: Instant, lastSeenAt: Instant.nullable() }).meta({ id: "Member" });

const reading = { group: "Customers", method: "GET", scope: "customers:read" } as const;
const writing = { group: "Customers", method: "POST", scope: "customers:write" } as const;

async function readCustomer(ctx: Context, id: string): Promise<z.input<typeof Customer>> {
  const { used, provider: _, archivedAt, slug, name, tier, timeZone, language, version, journeys, domains } = await getCustomer(ctx, { id });
  return { id, slug, name, tier, timeZone, language, version, journeys, domains, archivedAt: isoOrNull(archivedAt), components: used };
}

function toMember({ membershipId, personId, name, email, role, addedAt, lastSeenAt }: MemberRow): z.input<typeof Member> {
  return { id: membershipId, personId, name, email, role, addedAt: iso(addedAt), lastSeenAt: isoOrNull(lastSeenAt) };
}

export const customerOperations = [
  operation({
    ...reading,
    id: "customers.list",
    path: "/customers",
    summary: "List customers by name",
    input: z.strictObject({ search: z.string().max(120).default("").describe("The beginning of a name, or a slug."), archived: z.enum(["only", "without"]).default("without"), cursor: CursorField }),
    answer: pageOf(CustomerSummary),
    run: async (ctx, { search, archived, cursor }) => {
      const { rows, next } = await listCustomers(ctx, { search, after: cursorOf(cursor)?.id ?? null, isArchived: archived === "only" });
      return toPageAnswer(rows, cursorOfId(next));
    },
  }),
  operation({ ...reading, id: "customers.get", path: "/customers/{id}", summary: "Read a customer", input: Nothing, answer: Customer, run: async (ctx, { id }) => readCustomer(ctx, id) }),
  operation({ ...writing, id: "customers.create", path: "/customers", summary: "Add a customer", input: CustomerFields, answer: Customer, status: 201, run: async (ctx, input) => readCustomer(ctx, await createCustomer(ctx, asForm(CreateCustomer, input))) }),
  operation({
    ...writing,
    id: "customers.save",
    path: "/customers/{id}",
    summary: "Change a customer",
    input: CustomerFields.extend({ baseVersion: Version }),
    answer: Customer,
    run: async (ctx, { id, baseVersion, ...fields }) => {
      await saveCustomer(ctx, asForm(SaveCustomer, { id, version: String(baseVersion), ...fields }));
      return readCustomer(ctx, id);
    },
  }),
  operation({ ...writing, id: "customers.archive", path: "/customers/{id}/archive", summary: "Archive a customer", about: "Its members lose access at once. What it was told stays on record.", input: Nothing, answer: Customer, run: async (ctx, { id }) => { await archiveCustomer(ctx, { id }); return readCustomer(ctx, id); } }),
  operation({ ...writing, id: "customers.restore", path: "/customers/{id}/restore", summary: "Bring an archived customer back", input: Nothing, answer: Customer, run: async (ctx, { id }) => { await restoreCustomer(ctx, { id }); return readCustomer(ctx, id); } }),
  operation({
    ...writing,
    id: "customers.save_components",
    path: "/customers/{id}/components",
    summary: "Say what a customer uses",
    about: "Whole: what is not named it uses no more. It decides which incidents it sees.",
    input: z.strictObject({ baseVersion: Version, components: z.array(z.strictObject({ componentId: Id, ownName: z.string().max(nameLimit).nullable().default(null), place: z.int().min(0).max(9_999).nullable().default(null).describe("Where it stands in the customer's own order.") })).max(1_000) }),
    answer: Customer,
    run: async (ctx, { id, baseVersion, components }) => {
      const used = [...new Map(components.map((each) => [each.componentId, { ...each, ownName: oneLine(each.ownName ?? "", nameLimit) || null }])).values()];
      await saveUsedComponents(ctx, { id, version: baseVersion, used });
      return readCustomer(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "journeys.create",
    path: "/customers/{id}/journeys",
    summary: "Add a journey",
    input: JourneyFields,
    answer: Customer,
    status: 201,
    run: async (ctx, { id, baseVersion, componentIds, ...fields }) => {
      await saveJourney(ctx, asForm(SaveJourney, { id, journey: "", version: String(baseVersion), components: componentIds, ...fields }));
      return readCustomer(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "journeys.save",
    path: "/customers/{id}/journeys/{journey}",
    summary: "Change a journey",
    input: JourneyFields,
    answer: Customer,
    run: async (ctx, { id, journey, baseVersion, componentIds, ...fields }) => {
      await saveJourney(ctx, asForm(SaveJourney, { id, journey, version: String(baseVersion), components: componentIds, ...fields }));
      return readCustomer(ctx, id);
    },
  }),
  operation({ ...writing, id: "journeys.delete", path: "/customers/{id}/journeys/{journey}/delete", summary: "Delete a journey", input: Nothing, answer: Customer, run: async (ctx, { id, journey }) => { await deleteJourney(ctx, { id, journey }); return readCustomer(ctx, id); } }),
  operation({
    ...reading,
    id: "members.list",
    path: "/customers/{id}/members",
    summary: "List a customer's members",
    input: Listed,
    answer: pageOf(Member),
    run: async (ctx, { id, cursor }) => {
      await getCustomer(ctx, { id });
      const { rows, next } = await listMembers(ctx, { customerId: id, cursor: cursor ?? null });
      return toPageAnswer(rows.map(toMember), next);
    },
  }),
  operation({
    ...writing,
    id: "members.add",
    path: "/customers/{id}/members",
    summary: "Add a member, and invite them by mail",
    input: z.strictObject({ name: z.string().min(1, "Enter a name.").max(120), email: z.string().min(3).max(254), role: z.enum(memberRoles) }),
    answer: z.object({ id: z.string() }).meta({ id: "AddedMember" }),
    status: 201,
    run: async (ctx, { id, ...member }) => ({ id: await addMember(ctx, { customerId: id, ...asForm(AddMember, member) }) }),
  }),
  operation({
    ...writing,
    id: "members.remove",
    path: "/customers/{id}/members/{member}/remove",
    summary: "Remove a member",
    about: "Out at once.",
    input: Nothing,
    answer: z.object({ id: z.string(), isRemoved: z.literal(true) }).meta({ id: "RemovedMember" }),
    run: async (ctx, { id, member }) => {
      await removeMember(ctx, { customerId: id, membershipId: member });
      return { id: member, isRemoved: true as const };
    },
  }),
];

import { z } from "zod";
import type { Context } from "#lib/access/context";
import { archiveComponent, restoreComponent } from "#lib/catalog/commands/archive";
import { createComponent, saveComponent } from "#lib/catalog/commands/components";
import { createGroup, deleteGroup, saveGroup } from "#lib/catalog/commands/groups";
import { moveComponent } from "#lib/catalog/commands/move-component";
import { CreateComponent, CreateGroup, descriptionLimit, nameLimit, SaveComponent, SaveGroup } from "#lib/catalog/input";
import { type ComponentItem, getComponent, getGroup, listComponents } from "#lib/catalog/queries/components";
import { componentStates, componentVisibilities } from "#lib/catalog/terms";
import { operation } from "../operation.ts";
import { asForm, found, Id, isoOrNull, Instant, Nothing, pageOf, toPageAnswer, Version } from "./fields.ts";

const words = { name: z.string().min(1, "Enter a name.").max(nameLimit), description: z.string().max(descriptionLimit).default("") };
const ComponentFields = z.strictObject({
  ...words,
  groupId: Id.nullable().default(null),
  visibility: z.enum(componentVisibilities).describe("`public`: everybody. `users`: the customers that use it."),
  showsHistory: z.boolean().default(true),
  startedOn: z.iso.date("Enter a day, such as 2026-01-31.").describe("Since when there is a history of it: a day of UTC."),
});
const GroupFields = z.strictObject(words);

const summary = { id: z.string(), name: z.string(), description: z.string(), groupId: z.string().nullable(), state: z.enum(componentStates).describe("The worst of all that goes on, for staff: a reader sees only what it may know the cause of."), visibility: z.enum(componentVisibilities), isArchived: z.boolean() };
const ComponentSummary = z.object({ ...summary, customerCount: z.int().describe("Customers that use it.") }).meta({ id: "ComponentSummary" });
const Component = z.object({ ...summary, version: z.int(), showsHistory: z.boolean(), startedOn: z.iso.date(), archivedAt: Instant.nullable(), customers: z.array(z.object({ id: z.string(), name: z.string() })).describe("Those that use it.") }).meta({ id: "Component" });
const Group = z.object({ id: z.string(), name: z.string(), description: z.string(), version: z.int(), after: z.string().nullable().describe("The group it stands behind; null where it is the first.") }).meta({ id: "ComponentGroup" });
const GroupSummary = z.object({ id: z.string(), name: z.string(), description: z.string(), componentIds: z.array(z.string()) }).meta({ id: "ComponentGroupSummary" });

const reading = { group: "Components", method: "GET", scope: "components:read" } as const;
const writing = { group: "Components", method: "POST", scope: "components:write" } as const;

async function listAll(ctx: Context): Promise<(ComponentItem & { groupId: string | null })[]> {
  return (await listComponents(ctx)).flatMap((group) => group.components.map((component) => ({ ...component, groupId: group.id })));
}

async function readComponent(ctx: Context, id: string): Promise<z.input<typeof Component>> {
  const { users, groupId, archivedAt, ...component } = await getComponent(ctx, { id });
  const item = found((await listAll(ctx)).find((each) => each.id === id), "This component does not exist.");
  return { ...component, groupId: groupId || null, state: item.state, isArchived: archivedAt !== null, archivedAt: isoOrNull(archivedAt), customers: users };
}

async function readGroup(ctx: Context, id: string): Promise<z.input<typeof Group>> {
  const { name, description, version, after } = await getGroup(ctx, { id });
  return { id, name, description, version, after: after || null };
}

// As a form says it: a box that is not ticked is not sent.
function boxed({ showsHistory, groupId, ...fields }: z.output<typeof ComponentFields>) {
  return { ...fields, groupId: groupId ?? "", ...(showsHistory ? { showsHistory: "on" } : {}) };
}

function verb(name: "archive" | "restore", command: typeof archiveComponent, says: string) {
  return { ...writing, id: `components.${name}`, path: `/components/{id}/${name}` as const, summary: says, input: Nothing, answer: Component, run: async (ctx: Context, { id }: { id: string }) => { await command(ctx, { id }); return readComponent(ctx, id); } };
}

export const componentOperations = [
  operation({
    ...reading,
    id: "components.list",
    path: "/components",
    summary: "List components in their order",
    about: "All of them, on one page.",
    input: z.strictObject({ archived: z.enum(["with", "without"]).default("without") }),
    answer: pageOf(ComponentSummary),
    run: async (ctx, { archived }) => {
      const all = await listAll(ctx);
      return toPageAnswer(all.filter((each) => archived === "with" || !each.isArchived).map(({ userCount, ...each }) => ({ ...each, customerCount: userCount })), null);
    },
  }),
  operation({ ...reading, id: "components.get", path: "/components/{id}", summary: "Read a component", input: Nothing, answer: Component, run: async (ctx, { id }) => readComponent(ctx, id) }),
  operation({ ...writing, id: "components.create", path: "/components", summary: "Add a component", about: "It stands last in its group. Its state follows from incidents and maintenance: to change it, post an update.", input: ComponentFields, answer: Component, status: 201, run: async (ctx, input) => readComponent(ctx, await createComponent(ctx, asForm(CreateComponent, boxed(input)))) }),
  operation({
    ...writing,
    id: "components.save",
    path: "/components/{id}",
    summary: "Change a component",
    about: "Whole: what is left out has its default.",
    input: ComponentFields.extend({ baseVersion: Version }),
    answer: Component,
    run: async (ctx, { id, baseVersion, ...fields }) => {
      await saveComponent(ctx, asForm(SaveComponent, { id, version: String(baseVersion), ...boxed(fields) }));
      return readComponent(ctx, id);
    },
  }),
  operation(verb("archive", archiveComponent, "Take a component out of use")),
  operation(verb("restore", restoreComponent, "Bring an archived component back")),
  operation({
    ...writing,
    id: "components.move",
    path: "/components/{id}/move",
    summary: "Let a component change places with its neighbour",
    input: z.strictObject({ direction: z.enum(["up", "down"]) }),
    answer: Component,
    run: async (ctx, { id, direction }) => {
      await moveComponent(ctx, { id, direction });
      return readComponent(ctx, id);
    },
  }),
  operation({
    ...reading,
    id: "groups.list",
    path: "/component-groups",
    summary: "List the groups of components in their order",
    input: Nothing,
    answer: pageOf(GroupSummary),
    run: async (ctx) => toPageAnswer((await listComponents(ctx)).flatMap(({ id, name, description, components }) => (id === null ? [] : [{ id, name, description, componentIds: components.map((each) => each.id) }])), null),
  }),
  operation({ ...reading, id: "groups.get", path: "/component-groups/{id}", summary: "Read a group", input: Nothing, answer: Group, run: async (ctx, { id }) => readGroup(ctx, id) }),
  operation({ ...writing, id: "groups.create", path: "/component-groups", summary: "Add a group", about: "It stands last.", input: GroupFields, answer: Group, status: 201, run: async (ctx, input) => readGroup(ctx, await createGroup(ctx, asForm(CreateGroup, input))) }),
  operation({
    ...writing,
    id: "groups.save",
    path: "/component-groups/{id}",
    summary: "Change a group, or its place",
    input: GroupFields.extend({ baseVersion: Version, after: Id.nullable().describe("The group it stands behind; null puts it first.") }),
    answer: Group,
    run: async (ctx, { id, baseVersion, after, ...fields }) => {
      await saveGroup(ctx, asForm(SaveGroup, { id, version: String(baseVersion), after: after ?? "", ...fields }));
      return readGroup(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "groups.delete",
    path: "/component-groups/{id}/delete",
    summary: "Delete a group",
    about: "Its components stay, in no group.",
    input: Nothing,
    answer: z.object({ id: z.string(), isDeleted: z.literal(true) }).meta({ id: "DeletedGroup" }),
    run: async (ctx, { id }) => {
      await deleteGroup(ctx, { id });
      return { id, isDeleted: true as const };
    },
  }),
];

import { z } from "zod";
import type { Context } from "#lib/access/context";
import { componentStates } from "#lib/catalog/terms";
import { bodyLimit, titleLimit } from "#lib/incidents/input";
import { incidentStates, visibilities } from "#lib/incidents/terms";
import { archiveTemplate, createTemplate, restoreTemplate, saveTemplate } from "#lib/templates/commands";
import { CreateTemplate, SaveTemplate } from "#lib/templates/input";
import { getTemplate, listArchivedTemplates, listTemplates, type TemplateView } from "#lib/templates/queries";
import { templateKinds } from "#lib/templates/terms";
import { operation } from "../operation.ts";
import { asForm, Id, Instant, isoOrNull, Nothing, pageOf, toPageAnswer, Version } from "./fields.ts";

const promises = [15, 30, 60] as const;
const Words = z.strictObject({
  name: z.string().min(1, "Give the template a name.").max(120),
  shortcut: z.string().min(1).max(41).describe("What is typed after a slash: small letters, digits and hyphens."),
  title: z.string().max(titleLimit).default("").describe("May hold variables: {{component}}, {{started}}, {{now}}, {{next_update}}, {{window}}."),
  body: z.string().min(1, "Write what it says.").max(bodyLimit).describe("May hold the same variables."),
  state: z.enum(incidentStates).nullable().default(null).describe("What it chooses beside its words; null leaves that to whoever uses it."),
  visibility: z.enum(visibilities).nullable().default(null),
  customerIds: z.array(Id).max(1_000).default([]),
  components: z.array(z.strictObject({ componentId: Id, state: z.enum(componentStates) })).max(1_000).default([]),
  promiseMinutes: z.literal(promises).nullable().default(null).describe("When the next update is promised for."),
});

const Template = z.object({
  id: z.string(),
  kind: z.enum(templateKinds),
  name: z.string(),
  shortcut: z.string(),
  title: z.string(),
  body: z.string(),
  state: z.enum(incidentStates).nullable(),
  visibility: z.enum(visibilities).nullable(),
  customerIds: z.array(z.string()),
  components: z.array(z.object({ componentId: z.string(), state: z.enum(componentStates) })),
  promiseMinutes: z.int().nullable(),
  version: z.int(),
  archivedAt: Instant.nullable(),
}).meta({ id: "Template" });

const reading = { group: "Templates", method: "GET", scope: "templates:read" } as const;
const writing = { group: "Templates", method: "POST", scope: "templates:write" } as const;

function toTemplate({ id, kind, name, shortcut, title, body, choices, version, archivedAt }: TemplateView): z.input<typeof Template> {
  const { state, visibility, customers, components, promise } = choices;
  return {
    id,
    kind,
    name,
    shortcut,
    title,
    body,
    state: state === "" ? null : state,
    visibility: visibility === "" ? null : visibility,
    customerIds: customers,
    components: Object.entries(components).map(([componentId, componentState]) => ({ componentId, state: componentState })),
    promiseMinutes: promise === "" ? null : Number(promise),
    version,
    archivedAt: isoOrNull(archivedAt),
  };
}

/** As the console's form has it. */
function toForm({ state, visibility, customerIds, components, promiseMinutes, ...words }: z.output<typeof Words>): Record<string, unknown> {
  return { ...words, state: state ?? "", visibility: visibility ?? "", customers: customerIds, promise: String(promiseMinutes ?? ""), ...Object.fromEntries(components.map((each) => [`component:${each.componentId}`, each.state])) };
}

const readTemplate = async (ctx: Context, id: string) => toTemplate(await getTemplate(ctx, { id }));

/** A verb that needs nothing but what it is about. */
function step(verb: "archive" | "restore", { summary, about, command }: { summary: string; about: string; command: typeof archiveTemplate }) {
  return operation({
    ...writing,
    id: `templates.${verb}`,
    path: `/templates/{id}/${verb}`,
    summary,
    about,
    input: Nothing,
    answer: Template,
    run: async (ctx, { id }) => {
      await command(ctx, { id });
      return readTemplate(ctx, id);
    },
  });
}

export const templateOperations = [
  operation({
    ...reading,
    id: "templates.list",
    path: "/templates",
    summary: "List templates of a kind, by name",
    about: "At most 200.",
    input: z.strictObject({ kind: z.enum(templateKinds), archived: z.enum(["without", "only"]).default("without") }),
    answer: pageOf(Template),
    run: async (ctx, { kind, archived }) => toPageAnswer((await (archived === "only" ? listArchivedTemplates : listTemplates)(ctx, { kind })).map(toTemplate), null),
  }),
  operation({ ...reading, id: "templates.get", path: "/templates/{id}", summary: "Read a template", input: Nothing, answer: Template, run: async (ctx, { id }) => readTemplate(ctx, id) }),
  operation({ ...writing, id: "templates.create", path: "/templates", summary: "Add a template", input: Words.extend({ kind: z.enum(templateKinds) }), answer: Template, status: 201, run: async (ctx, { kind, ...words }) => readTemplate(ctx, await createTemplate(ctx, asForm(CreateTemplate, { kind, ...toForm(words) }))) }),
  operation({
    ...writing,
    id: "templates.save",
    path: "/templates/{id}",
    summary: "Change a template",
    about: "Whole: what is left out has its default. What was posted with it stays as it was posted.",
    input: Words.extend({ baseVersion: Version }),
    answer: Template,
    run: async (ctx, { id, baseVersion, ...words }) => {
      await saveTemplate(ctx, asForm(SaveTemplate, { id, version: String(baseVersion), ...toForm(words) }));
      return readTemplate(ctx, id);
    },
  }),
  step("archive", { summary: "Archive a template", about: "Nobody can choose it any more; its shortcut is free.", command: archiveTemplate }),
  step("restore", { summary: "Bring an archived template back", about: "Refused where another template has its shortcut by now.", command: restoreTemplate }),
];

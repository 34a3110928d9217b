import { z } from "zod";
import { componentStates } from "#lib/catalog/terms";
import { formId, formLine, formList, formText, formVersion } from "#lib/core/form-fields";
import { variablesIn } from "#lib/core/variables";
import { incidentStates, visibilities } from "#lib/incidents/terms";
import { refusedVariable } from "./rules.ts";
import { templateKinds } from "./terms.ts";

/** What a template chooses beside its words; empty where it leaves that to whoever uses it. */
export const TemplateChoices = z.object({
  state: z.enum(["", ...incidentStates]).catch("").default(""),
  visibility: z.enum(["", ...visibilities]).catch("").default(""),
  customers: z.array(z.string()).catch([]).default([]),
  components: z.record(z.string(), z.enum(componentStates)).catch({}).default({}),
  promise: z.string().catch("").default(""),
});
export type TemplateChoices = z.output<typeof TemplateChoices>;

const Shortcut = formText.transform((text) => text.replace(/^\//, "").toLowerCase()).pipe(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Use small letters, digits and hyphens, as in “cards-down”."));
const Words = formText.transform((text) => text.replace(/\r\n?/g, "\n"));

const Fields = z
  .looseObject({
    name: formLine(120, "Give the template a name."),
    shortcut: Shortcut,
    title: Words.pipe(z.string().max(255, "Keep the title under 255 characters.")),
    body: Words.pipe(z.string().min(1, "Write what it says.").max(25_000, "Keep the text under 25,000 characters.")),
    state: formText,
    visibility: formText,
    customers: formList,
    promise: formText,
  })
  .superRefine(({ title, body }, context) => {
    for (const [field, text] of Object.entries({ title, body })) {
      const reason = variablesIn(text).map(refusedVariable).find((each) => each !== null);
      if (reason) context.addIssue({ code: "custom", path: [field], message: reason });
    }
  })
  .transform(({ name, shortcut, title, body, state, visibility, customers, promise, ...rest }) => ({
    name,
    shortcut,
    title,
    body,
    choices: TemplateChoices.parse({ state, visibility, customers, promise, components: componentsOf(rest) }),
  }));

export const CreateTemplate = z.intersection(z.looseObject({ kind: z.enum(templateKinds, "Choose what it is for.") }), Fields).transform(({ kind, name, shortcut, title, body, choices }) => ({ kind, name, shortcut, title, body, choices }));
export type CreateTemplate = z.output<typeof CreateTemplate>;

export const SaveTemplate = z.intersection(z.looseObject({ id: formId, version: formVersion }), Fields).transform(({ id, version, name, shortcut, title, body, choices }) => ({ id, version, name, shortcut, title, body, choices }));
export type SaveTemplate = z.output<typeof SaveTemplate>;

function componentsOf(fields: Record<string, unknown>): Record<string, unknown> {
  const named = Object.entries(fields).filter(([key, value]) => key.startsWith("component:") && typeof value === "string" && value !== "");
  return Object.fromEntries(named.map(([key, value]) => [key.slice("component:".length), value]));
}

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

const Fields = z.looseObject({
  name: formLine(120, "Give the template a name."),
  shortcut: Shortcut,
  title: Words.pipe(z.string().max(255, "Keep the title under 255 characters.")).superRefine(refuseVariables),
  body: Words.pipe(z.string().min(1, "Write what it says.").max(25_000, "Keep the text under 25,000 characters.")).superRefine(refuseVariables),
  state: formText,
  visibility: formText,
  customers: formList,
  promise: formText,
});

export const CreateTemplate = Fields.extend({ kind: z.enum(templateKinds, "Choose what it is for.") }).transform(({ kind, ...fields }) => ({ kind, ...wordsOf(fields) }));
export type CreateTemplate = z.output<typeof CreateTemplate>;

export const SaveTemplate = Fields.extend({ id: formId, version: formVersion }).transform(({ id, version, ...fields }) => ({ id, version, ...wordsOf(fields) }));
export type SaveTemplate = z.output<typeof SaveTemplate>;

function wordsOf({ name, shortcut, title, body, state, visibility, customers, promise, ...rest }: z.output<typeof Fields>) {
  return { name, shortcut, title, body, choices: TemplateChoices.parse({ state, visibility, customers, promise, components: componentsOf(rest) }) };
}

// Both are read by all who see the post.
function refuseVariables(text: string, context: z.core.$RefinementCtx<string>): void {
  const reason = variablesIn(text).map(refusedVariable).find((each) => each !== null);
  if (reason) context.addIssue({ code: "custom", message: reason, input: text });
}

function componentsOf(fields: Record<string, unknown>): Record<string, unknown> {
  const named = Object.entries(fields).filter(([key, value]) => key.startsWith("component:") && typeof value === "string" && value !== "");
  return Object.fromEntries(named.map(([key, value]) => [key.slice("component:".length), value]));
}

import { z } from "zod";
import { formId, formLine, formLines, formList, formText, formVersion } from "#lib/core/form-fields";
import { oneLine } from "#lib/core/one-line";
import { findTimeZone, readDomains, slugProblem } from "./rules/details.ts";
import type { UsedComponent } from "./rules/components.ts";
import { customerTiers, journeyCriticalities, languages } from "./terms.ts";

export const nameLimit = 120;

const Slug = formText.transform((text, context) => {
  const slug = text.toLowerCase();
  const problem = slugProblem(slug);
  if (problem) context.addIssue({ code: "custom", message: problem });
  return slug;
});

const TimeZone = formText.transform((text, context) => {
  const zone = findTimeZone(text);
  if (zone) return zone;
  context.addIssue({ code: "custom", message: "Choose a time zone from the list, such as Europe/Berlin." });
  return z.NEVER;
});

export const CreateCustomer = z.object({
  name: formLine(nameLimit, "Enter a name."),
  slug: Slug,
  tier: formText.pipe(z.enum(customerTiers, "Choose a tier.")),
  timeZone: TimeZone,
  language: formText.pipe(z.enum(languages, "Choose a language.")),
});
export type CreateCustomer = z.output<typeof CreateCustomer>;

export const SaveCustomer = CreateCustomer.extend({ id: formId, version: formVersion });
export type SaveCustomer = z.output<typeof SaveCustomer>;

export const CustomerId = z.object({ id: formId });

/** The boxes `use`, and for each one ticked `name:<id>` and `place:<id>`. */
export const SaveUsedComponents = z.looseObject({ id: formId, version: formVersion, use: formList }).transform((form, context) => {
  const used = [...new Set(form.use)].map((componentId): UsedComponent => {
    const name = oneLine(textOf(form[`name:${componentId}`]), Number.POSITIVE_INFINITY);
    const place = textOf(form[`place:${componentId}`]).trim();
    if (name.length > nameLimit) context.addIssue({ code: "custom", path: [`name:${componentId}`], message: `Use at most ${nameLimit} characters.` });
    if (!/^\d{0,4}$/.test(place)) context.addIssue({ code: "custom", path: [`place:${componentId}`], message: "Enter a whole number, such as 3." });
    return { componentId, ownName: name || null, place: place === "" ? null : Number(place) };
  });
  return { id: form.id, version: form.version, used };
});
export type SaveUsedComponents = z.output<typeof SaveUsedComponents>;

export const SaveJourney = z.object({
  id: formId,
  /** Empty for a new one. */
  journey: formText.transform((text) => text || null),
  version: formVersion,
  name: formLine(nameLimit, "Enter a name."),
  description: formLines(500),
  criticality: formText.pipe(z.enum(journeyCriticalities, "Choose how critical it is.")),
  components: formList.transform((ids) => [...new Set(ids)]),
});
export type SaveJourney = z.output<typeof SaveJourney>;

export const DeleteJourney = z.object({ id: formId, journey: formId });

const Domains = formText.transform((text, context) => {
  const { domains, problem } = readDomains(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
  return domains;
});

export const SaveSignIn = z
  .object({ id: formId, version: formVersion, domains: Domains, issuer: formText.pipe(z.string().max(500)), clientId: formText.pipe(z.string().max(300)), clientSecret: formText.pipe(z.string().max(1000)) })
  .superRefine(({ issuer, clientId, domains }, context) => {
    if (issuer && !clientId) context.addIssue({ code: "custom", path: ["clientId"], message: "Enter the client id that the provider gave you." });
    if (clientId && !issuer) context.addIssue({ code: "custom", path: ["issuer"], message: "Enter the issuer’s https address, or clear the client id." });
    if (issuer && domains.length === 0) context.addIssue({ code: "custom", path: ["domains"], message: "Name at least one domain that the provider speaks for." });
  });
export type SaveSignIn = z.output<typeof SaveSignIn>;

export const importKinds = ["customers", "members"] as const;
export type ImportKind = (typeof importKinds)[number];

const Kind = formText.pipe(z.enum(importKinds, "Choose what the file holds."));
// Not trimmed: the file's lines are counted.
const FileText = z.preprocess((value) => (Array.isArray(value) ? value[0] : (value ?? "")), z.string());

/** A file wins over pasted text. */
export const PreviewImport = z.object({ kind: Kind, file: FileText, text: FileText }).transform(({ kind, file, text }, context) => {
  const chosen = file.trim() ? file : text;
  if (!chosen.trim()) context.addIssue({ code: "custom", path: ["text"], message: "Choose a file or paste its text." });
  return { kind, text: chosen };
});

export const ApplyImport = z.object({ kind: Kind, text: FileText, seal: formText });
export type ApplyImport = z.output<typeof ApplyImport>;

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : "";
}

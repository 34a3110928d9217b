import type { z } from "zod";
import { type Call, seeOther, showAgain } from "#lib/access/route";
import { publishDraft, type Publication } from "#lib/incidents/commands/publish-draft";
import { saveDraft } from "#lib/incidents/commands/save-draft";
import type { ComposerForm } from "#lib/incidents/input";
import { env } from "#lib/platform/env";
import { getTemplate, type TemplateView } from "#lib/templates/queries";

type Form = z.output<typeof ComposerForm>;

/** The composer's buttons: keep it as a draft, publish it, or fill it from a template where there is no script. */
export async function answerComposer(call: Call, { intent, template, emergencyReason, ...form }: Form): Promise<Response> {
  const { ctx } = call;
  if (intent === "draft") return seeOther(`/admin/drafts/${(await saveDraft(ctx, form)).draftId}?saved=yes`);
  if (intent === "template") {
    const chosen = template === "" ? null : await getTemplate(ctx, { id: template });
    return showAgain(call, form.incidentId === null ? "/admin/incidents/new" : `/admin/incidents/${encodeURIComponent(form.incidentId)}`, fieldsOf(form, chosen));
  }
  const publication = await publishDraft(ctx, { ...form, emergencyReason, undoSeconds: env.UNDO_SECONDS });
  return seeOther(placeOf(publication, form.incidentId));
}

function placeOf(publication: Publication, incidentId: string | null): string {
  if (!publication.isPending) return `/admin/incidents/${publication.code}`;
  if (publication.waitsFor !== "undo") return `/admin/drafts/${publication.draftId}`;
  return incidentId === null ? `/admin/drafts/${publication.draftId}` : `/admin/incidents/${incidentId}?undo=${publication.draftId}`;
}

// What the template says nothing about stays as it was typed.
function fieldsOf({ incidentId, draftId, baseVersion, content }: Omit<Form, "intent" | "template" | "emergencyReason">, template: TemplateView | null): Record<string, string | string[]> {
  const { notes, translations, components, customers, ...texts } = content;
  const said = template ? { body: template.body, ...chosen({ title: template.title, state: template.choices.state, visibility: template.choices.visibility, promise: template.choices.promise }) } : {};
  const named = (prefix: string, values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([id, value]) => [`${prefix}:${id}`, value]));
  return {
    ...(incidentId === null ? {} : { id: incidentId }),
    ...(draftId === null ? {} : { draftId }),
    baseVersion: String(baseVersion),
    ...texts,
    ...said,
    customers: template && template.choices.visibility === "selected" ? template.choices.customers : customers,
    ...named("note", notes),
    ...named("translation", translations),
    ...named("component", { ...components, ...template?.choices.components }),
  };
}

function chosen(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

import type { z } from "zod";
import type { Context } from "#lib/access/context";
import { seeOther } from "#lib/access/route";
import { publishDraft } from "#lib/incidents/commands/publish-draft";
import { saveDraft } from "#lib/incidents/commands/save-draft";
import type { ComposerForm } from "#lib/incidents/input";
import { env } from "#lib/platform/env";

/** The composer's two buttons: keep it as a draft, or publish it. */
export async function answerComposer(ctx: Context, { intent, ...form }: z.output<typeof ComposerForm>): Promise<Response> {
  if (intent === "draft") return seeOther(`/admin/drafts/${(await saveDraft(ctx, form)).draftId}?saved=yes`);
  const publication = await publishDraft(ctx, { ...form, undoSeconds: env.UNDO_SECONDS });
  if (!publication.isPending) return seeOther(`/admin/incidents/${publication.code}`);
  return seeOther(form.incidentId === null ? `/admin/drafts/${publication.draftId}` : `/admin/incidents/${form.incidentId}?undo=${publication.draftId}`);
}

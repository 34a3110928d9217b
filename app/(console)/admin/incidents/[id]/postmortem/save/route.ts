import { route, seeOther } from "#lib/access/route";
import { askReview, publishPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { PostmortemForm } from "#lib/incidents/postmortem-input";
import { getPostmortemWork } from "#lib/incidents/queries/postmortem";

/** The three buttons below the text. Asking and publishing keep the words first: what is read is what stood there. */
export const POST = route("incidents.save_postmortem", PostmortemForm, async ({ ctx }, { intent, incidentId, ...form }) => {
  await savePostmortem(ctx, { incidentId, ...form });
  const { draft } = await getPostmortemWork(ctx, { incidentId });
  const saved = { incidentId, baseVersion: draft?.version ?? 0 };
  if (intent === "ask") await askReview(ctx, saved);
  if (intent === "publish") await publishPostmortem(ctx, saved);
  return seeOther(`/admin/incidents/${encodeURIComponent(incidentId)}?postmortem=${intent}#postmortem`);
});

import { route, seeOther } from "#lib/access/route";
import { reviewPostmortem } from "#lib/incidents/commands/postmortem";
import { ReviewForm } from "#lib/incidents/postmortem-input";

export const POST = route("incidents.review_postmortem", ReviewForm, async ({ ctx }, input) => {
  await reviewPostmortem(ctx, input);
  return seeOther(`/admin/incidents/${encodeURIComponent(input.incidentId)}?postmortem=${input.isAccepted ? "accepted" : "returned"}#postmortem`);
});

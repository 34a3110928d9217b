import { route, seeOther } from "#lib/access/route";
import { decideApproval } from "#lib/incidents/commands/approvals";
import { DecideForm } from "#lib/incidents/input";

export const POST = route("incidents.decide", DecideForm, async ({ ctx }, input) => {
  const { isApproved } = await decideApproval(ctx, input);
  return seeOther(`/admin?decided=${isApproved ? "approved" : "refused"}`);
});

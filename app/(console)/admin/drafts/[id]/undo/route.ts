import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { undoPublish } from "#lib/incidents/commands/publish-draft";

export const POST = route("incidents.undo", z.object({ id: z.string() }), async ({ ctx }, { id }) => {
  await undoPublish(ctx, { draftId: id });
  return seeOther(`/admin/drafts/${id}?undone=yes`);
});

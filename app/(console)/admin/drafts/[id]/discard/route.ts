import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { discardDraft } from "#lib/incidents/commands/save-draft";

export const POST = route("incidents.discard_draft", z.object({ id: z.string() }), async ({ ctx }, { id }) => {
  await discardDraft(ctx, { draftId: id });
  return seeOther("/admin");
});

import { route, seeOther } from "#lib/access/route";
import { discardDraft } from "#lib/reports/commands/drafts";
import { DiscardDraft } from "#lib/reports/input";

export const POST = route("statements.discard", DiscardDraft, async ({ ctx }, input) => {
  await discardDraft(ctx, input);
  return seeOther("/admin/statements?saved=discarded");
});

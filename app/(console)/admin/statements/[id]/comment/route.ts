import { route, seeOther } from "#lib/access/route";
import { saveComment } from "#lib/reports/commands/drafts";
import { SaveComment } from "#lib/reports/input";

export const POST = route("statements.comment", SaveComment, async ({ ctx }, input) => {
  await saveComment(ctx, input);
  return seeOther(`/admin/statements/${input.id}?saved=commented`);
});

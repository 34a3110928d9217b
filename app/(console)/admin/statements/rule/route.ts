import { route, seeOther } from "#lib/access/route";
import { saveReleaseRule } from "#lib/reports/commands/settings";
import { SaveReleaseRule } from "#lib/reports/input";

export const POST = route("statements.save_rule", SaveReleaseRule, async ({ ctx }, input) => {
  await saveReleaseRule(ctx, input);
  return seeOther("/admin/statements?saved=rule");
});

import { route, seeOther } from "#lib/access/route";
import { saveExclusionRule } from "#lib/slo/commands/settings";
import { ExclusionRule } from "#lib/slo/input";

export const POST = route("slos.save_rule", ExclusionRule, async ({ ctx }, input) => {
  await saveExclusionRule(ctx, input);
  return seeOther("/admin/slos?saved=rule");
});

import { route, seeOther } from "#lib/access/route";
import { savePublishingRules } from "#lib/incidents/commands/publishing-rules";
import { PublishingRulesForm } from "#lib/incidents/input";

export const POST = route("settings.save_publishing", PublishingRulesForm, async ({ ctx }, input) => {
  await savePublishingRules(ctx, input);
  return seeOther("/admin/settings?saved=publishing");
});

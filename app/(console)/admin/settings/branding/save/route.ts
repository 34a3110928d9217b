import { route, seeOther } from "#lib/access/route";
import { savePortalBranding } from "#lib/branding/commands/save";
import { SaveBranding } from "#lib/branding/input";

export const POST = route("branding.save_portal", SaveBranding, async ({ ctx }, input) => {
  await savePortalBranding(ctx, input);
  return seeOther("/admin/settings/branding?saved=branding");
});

import { route, seeOther } from "#lib/access/route";
import { saveCustomerBranding } from "#lib/branding/commands/save";
import { SaveCustomerBranding } from "#lib/branding/input";

export const POST = route("branding.save_customer", SaveCustomerBranding, async ({ ctx }, input) => {
  await saveCustomerBranding(ctx, input);
  return seeOther(`/admin/customers/${encodeURIComponent(input.id)}/branding?saved=branding`);
});

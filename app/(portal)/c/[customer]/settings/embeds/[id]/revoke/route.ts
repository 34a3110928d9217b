import { route, seeOther } from "#lib/access/route";
import { revokeEmbed } from "#lib/embeds/commands";
import { RevokeEmbed } from "#lib/embeds/input";
import { requireMember } from "../../../../member.ts";

export const POST = route("customer.revoke_embed", RevokeEmbed, async (call, { id }) => {
  const { member, slug } = requireMember(call);
  await revokeEmbed(call.ctx, { id, customerId: member.customerId });
  return seeOther(`/c/${slug}/settings?saved=embed_revoked#embeds`);
});

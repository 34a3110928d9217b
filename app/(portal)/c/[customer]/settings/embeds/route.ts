import { newEmbedCookie, serializeCookie } from "#lib/access/cookies";
import { route, seeOther } from "#lib/access/route";
import { createEmbed } from "#lib/embeds/commands";
import { CreateEmbed } from "#lib/embeds/input";
import { requireMember } from "../../member.ts";

const shownForSeconds = 120;

export const POST = route("customer.create_embed", CreateEmbed, async (call, { label, origins }) => {
  const { member, slug } = requireMember(call);
  const { id, token } = await createEmbed(call.ctx, { personId: member.personId, customerId: member.customerId, label, origins });
  return seeOther(`/c/${slug}/settings?embed=${id}#embeds`, [serializeCookie(newEmbedCookie, `${id}.${token}`, shownForSeconds)]);
});

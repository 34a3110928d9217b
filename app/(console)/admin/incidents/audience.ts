import type { Audience } from "#components/composer/audience";
import type { Context } from "#lib/access/context";
import { formatInstant, parseLocalDateTime } from "#lib/core/time";
import { componentStates } from "#lib/catalog/terms";
import { countRecipients } from "#lib/delivery/queries/recipients";
import { channels } from "#lib/delivery/terms";
import type { DraftContent } from "#lib/incidents/input";
import { previewAudience } from "#lib/incidents/queries/audience";
import { wouldNeedApproval } from "#lib/incidents/queries/publishing";
import { visibilities, type Visibility } from "#lib/incidents/terms";

interface Post {
  content: DraftContent;
  /** Of an existing incident: what it touched before counts too. */
  incident: { id: string; componentIds: readonly string[] } | null;
  /** Its author's own, for the time it is planned for. */
  zone: string;
}

/** What stands where customers would, while nobody is chosen. */
const nobodyYet: Partial<Record<Visibility, string>> = {
  affected: "Nobody yet: give a state to the components that are affected.",
  selected: "Nobody yet: tick the customers it is for.",
};

/** Who would see and hear what is typed now. Until somebody is chosen, that is staff only. */
export async function describeAudience(ctx: Context, { content, incident, zone }: Post): Promise<Audience> {
  const visibility = visibilities.find((each) => each === content.visibility) ?? "internal";
  const selectedIds = visibility === "selected" ? content.customers : [];
  const componentIds = [...new Set([...(incident?.componentIds ?? []), ...Object.keys(content.components)])];
  const { isPublic, customers } = await previewAudience(ctx, { visibility, customerIds: selectedIds, componentIds });
  const states = Object.entries(content.components).flatMap(([componentId, word]) => componentStates.filter((state) => state === word).map((state) => ({ componentId, state })));
  const scope = { visibility, selectedIds, componentIds, incidentId: incident?.id ?? null, states, isLast: content.state === "resolved" };
  const { byChannel } = await countRecipients(ctx.read, { scope, now: ctx.now });
  const nobody = nobodyYet[visibility];
  const plannedFor = parseLocalDateTime(content.scheduledFor ?? "", zone);
  const needsApproval = await wouldNeedApproval(ctx, { visibility, components: content.components, incidentId: incident?.id ?? null });
  const told = channels.flatMap((channel) => (channel === "email" || byChannel[channel] ? [{ channel, people: byChannel[channel] ?? 0 }] : []));
  return { needsApproval, ...(plannedFor !== null && plannedFor > ctx.now ? { later: `on ${formatInstant(plannedFor, zone, "full")}` } : {}), ...(nobody === undefined ? {} : { nobody }), isPublic, customers: customers.map((customer) => customer.name), channels: told };
}

import type { Context } from "#lib/access/context";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import type { DraftContent, OpenIncident, PostUpdate } from "#lib/incidents/input";
import { cards } from "./cast.ts";

const failing: OpenIncident = {
  title: "Card payments fail for some shoppers",
  visibility: "public",
  state: "investigating",
  body: "About 1 in 8 card payments in Europe is refused.",
  components: [{ componentId: cards.id, state: "partial_outage" }],
};

/** Opens an incident that says something sensible wherever the test does not care. */
export function anIncident(ctx: Context, changes: Partial<OpenIncident> = {}) {
  return openIncident(ctx, { ...failing, ...changes });
}

export function anUpdate(ctx: Context, changes: Partial<PostUpdate> & Pick<PostUpdate, "incidentId" | "baseVersion">) {
  return postUpdate(ctx, { state: "identified", body: "A certificate expired. We are replacing it.", ...changes });
}

/** What the composer holds when somebody describes `anIncident`. */
export function someContent(changes: Partial<DraftContent> = {}): DraftContent {
  const { title, visibility, state, body } = failing;
  return { title, visibility, state, body, customers: [], notes: {}, components: { [cards.id]: "partial_outage" }, promise: "", promiseAt: "", occurredAt: "", ...changes };
}

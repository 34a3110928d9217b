import { route, seeOther } from "#lib/access/route";
import { mergeIncident } from "#lib/incidents/commands/merge";
import { MergeForm } from "#lib/incidents/input";
import { namedStates } from "#lib/incidents/rules/verb-forms";

export const POST = route("incidents.merge", MergeForm, async ({ ctx }, { components, ...form }) => {
  const input = { ...form, components: namedStates(components) } as Parameters<typeof mergeIncident>[1];
  const { intoCode } = await mergeIncident(ctx, input);
  return seeOther(`/admin/incidents/${intoCode}`);
});

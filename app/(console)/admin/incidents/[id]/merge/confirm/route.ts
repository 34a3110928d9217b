import { route, seeOther } from "#lib/access/route";
import { MINUTE } from "#lib/core/time";
import { mergeIncident } from "#lib/incidents/commands/merge";
import { MergeForm } from "#lib/incidents/input";
import { namedStates } from "#lib/incidents/rules/verb-forms";

export const POST = route("incidents.merge", MergeForm, async ({ ctx }, { components, promiseMinutes, ...form }) => {
  const promiseDueAt = promiseMinutes === 0 ? null : ctx.now + promiseMinutes * MINUTE;
  const input = { ...form, promiseDueAt, components: namedStates(components) } as Parameters<typeof mergeIncident>[1];
  const { intoCode } = await mergeIncident(ctx, input);
  return seeOther(`/admin/incidents/${intoCode}`);
});

import { route, seeOther } from "#lib/access/route";
import { correctTime } from "#lib/incidents/commands/correct-time";
import { TimeForm } from "#lib/incidents/input";
import { readTyped } from "#lib/incidents/rules/verb-forms";

export const POST = route("incidents.correct_time", TimeForm, async ({ ctx, signedIn }, { update, baseRevision, occurredAt, reason }) => {
  const at = readTyped("occurredAt", occurredAt, { timeZone: signedIn?.timeZone ?? "UTC", known: [] });
  const { code } = await correctTime(ctx, { updateId: update, baseRevision, occurredAt: at, reason });
  return seeOther(`/admin/incidents/${code}#${update}`);
});

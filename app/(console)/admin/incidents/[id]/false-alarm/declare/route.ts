import { route, seeOther } from "#lib/access/route";
import { declareFalseAlarm } from "#lib/incidents/commands/false-alarm";
import { FalseAlarmForm } from "#lib/incidents/input";

export const POST = route("incidents.false_alarm", FalseAlarmForm, async ({ ctx }, form) => {
  const { code } = await declareFalseAlarm(ctx, form);
  return seeOther(`/admin/incidents/${code}`);
});

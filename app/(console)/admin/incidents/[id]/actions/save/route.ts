import { route, seeOther } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { parseLocalDateTime } from "#lib/core/time";
import { saveActionItem } from "#lib/incidents/commands/action-items";
import { ActionItemForm } from "#lib/incidents/postmortem-input";

export const POST = route("incidents.save_action", ActionItemForm, async ({ ctx, signedIn }, { dueOn, ...item }) => {
  const dueAt = dueOn === "" ? null : parseLocalDateTime(`${dueOn}T23:59`, signedIn?.timeZone ?? "UTC");
  if (dueOn !== "" && dueAt === null) throw new Failure("invalid", "This cannot be saved yet. See the marked field.", { dueOn: "Write a day, as 2026-11-30." });
  await saveActionItem(ctx, { ...item, dueAt });
  return seeOther(`/admin/incidents/${encodeURIComponent(item.incidentId)}?postmortem=item#actions`);
});

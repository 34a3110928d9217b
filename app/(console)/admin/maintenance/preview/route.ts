import { route } from "#lib/access/route";
import { formText } from "#lib/core/form-fields";
import { PlanForm } from "#lib/maintenance/input";
import { findPlannedTimes } from "#lib/maintenance/queries/planner";
import { describePlan } from "../audience.ts";

/** What would be planned: for whom, and beside what. */
export const POST = route("maintenance.preview", PlanForm.extend({ id: formText }), async ({ ctx, signedIn }, { id, ...form }) => {
  const planned = id === "" ? null : await findPlannedTimes(ctx, id);
  return Response.json(await describePlan(ctx, { form, timeZone: signedIn?.timeZone ?? "UTC", ...(planned ? { planned } : {}) }));
});

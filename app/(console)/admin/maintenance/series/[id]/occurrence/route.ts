import { route, seeOther } from "#lib/access/route";
import { planOccurrence } from "#lib/maintenance/commands/series";
import { OccurrenceForm } from "#lib/maintenance/input";

export const POST = route("maintenance.plan_occurrence", OccurrenceForm, async ({ ctx }, input) => seeOther(`/admin/maintenance/${(await planOccurrence(ctx, input)).code}`));

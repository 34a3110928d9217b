import { route, seeOther } from "#lib/access/route";
import { createSlo } from "#lib/slo/commands/definitions";
import { SloForm } from "#lib/slo/input";

export const POST = route("slos.create", SloForm, async ({ ctx }, input) => seeOther(`/admin/slos/${await createSlo(ctx, input)}?saved=created`));

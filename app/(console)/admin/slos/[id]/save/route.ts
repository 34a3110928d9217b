import { route, seeOther } from "#lib/access/route";
import { saveSlo } from "#lib/slo/commands/definitions";
import { SaveSlo } from "#lib/slo/input";

export const POST = route("slos.save", SaveSlo, async ({ ctx }, input) => {
  await saveSlo(ctx, input);
  return seeOther(`/admin/slos/${input.id}?saved=saved`);
});

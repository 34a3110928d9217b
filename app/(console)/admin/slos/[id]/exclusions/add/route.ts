import { route, seeOther } from "#lib/access/route";
import { addExclusion } from "#lib/slo/commands/exclusions";
import { AddExclusion } from "#lib/slo/input";

export const POST = route("slos.exclude", AddExclusion, async ({ ctx, signedIn }, input) => {
  await addExclusion(ctx, { ...input, zone: signedIn?.timeZone ?? "UTC" });
  return seeOther(`/admin/slos/${input.id}?saved=excluded`);
});

import { route, seeOther } from "#lib/access/route";
import { applyImport } from "#lib/customers/commands/import";
import { ApplyImport } from "#lib/customers/input";

export const POST = route("customers.import", ApplyImport, async ({ ctx }, input) => {
  const { create, change } = await applyImport(ctx, input);
  return seeOther(`/admin/customers/import?done=${create}-${change}`);
});

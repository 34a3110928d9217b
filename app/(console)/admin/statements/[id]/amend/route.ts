import { route, seeOther } from "#lib/access/route";
import { amendStatement } from "#lib/reports/commands/release";
import { AmendStatement } from "#lib/reports/input";

export const POST = route("statements.amend", AmendStatement, async ({ ctx }, input) => seeOther(`/admin/statements/${await amendStatement(ctx, input)}?saved=amended`));

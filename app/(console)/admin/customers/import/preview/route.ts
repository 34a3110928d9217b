import { route, showAgain } from "#lib/access/route";
import { PreviewImport } from "#lib/customers/input";

export const POST = route("customers.preview_import", PreviewImport, async (call, input) => showAgain(call, "/admin/customers/import", input));

import { route, showAgain } from "#lib/access/route";
import { PreviewObjectives } from "#lib/importers/objectives/input";

/** The page reads what was pasted, and changes nothing. */
export const POST = route("slos.preview_import", PreviewObjectives, (call, input) => showAgain(call, "/admin/slos/import", input));

import { route, showAgain } from "#lib/access/route";
import { TrySlo } from "#lib/slo/input";

/** Shows the form again with what it would have come to; the page asks, since it is the one that draws it. */
export const POST = route("slos.try", TrySlo, (call, { typed }) => showAgain(call, "/admin/slos/new", { ...typed, tried: "yes" }));

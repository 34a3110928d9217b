import { route, showAgain } from "#lib/access/route";
import { PreviewSubscribers } from "#lib/subscriptions/input";

export const POST = route("subscribers.preview_import", PreviewSubscribers, async (call, input) => showAgain(call, "/admin/subscribers/import", input));

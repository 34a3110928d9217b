import { route } from "#lib/access/route";
import { renewSourceKey } from "#lib/sli/commands/sources";
import { OneSource } from "#lib/sli/input";
import { showSource } from "../../created.ts";

export const POST = route("sources.renew_key", OneSource, async ({ ctx }, input) => showSource(input.id, { ...(await renewSourceKey(ctx, input)), saved: "renewed" }));

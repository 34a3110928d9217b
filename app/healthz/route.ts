import { z } from "zod";
import { route } from "#lib/access/route";

/** Says that this process answers, and nothing else: a prober that restarts it must not do so for a fault of the database. */
export const GET = route("health.live", z.unknown(), async () => new Response("ok\n", { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } }));

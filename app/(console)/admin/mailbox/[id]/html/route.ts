import { z } from "zod";
import { route } from "#lib/access/route";
import { getMail } from "#lib/delivery/queries/mailbox";

/** The mail as its reader's program would draw it; proxy.ts lets it run and fetch nothing. */
export const GET = route("console.mail_html", z.object({ id: z.string().max(64) }), async ({ ctx }, { id }) => {
  const { html } = await getMail(ctx, id);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
});

import { z } from "zod";
import { route } from "#lib/access/route";
import { getMail } from "#lib/delivery/queries/mailbox";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

/** The mail as its reader's program would draw it, in a frame that can run and fetch nothing. */
export const GET = route("console.mail_html", z.object({ id: z.string().max(64) }), async ({ ctx }, { id }) => {
  const { html } = await getMail(ctx, id);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy } });
});

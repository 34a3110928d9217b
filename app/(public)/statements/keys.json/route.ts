import { z } from "zod";
import { route } from "#lib/access/route";
import { toIso } from "#lib/core/time";
import { listPublicKeys } from "#lib/reports/queries/files";

/** The public keys that statements are checked against: Ed25519, 32 bytes in base64url. Every one that ever signed, since what it signed stays. */
export const GET = route("public.statement_keys", z.object({}), async ({ ctx }) => {
  const keys = (await listPublicKeys(ctx.read)).map(({ id, publicKey, createdAt, retiredAt }) => ({ id, algorithm: "Ed25519", publicKey, createdAt: toIso(createdAt), retiredAt: retiredAt === null ? null : toIso(retiredAt) }));
  return Response.json({ keys }, { headers: { "cache-control": "no-cache", "access-control-allow-origin": "*" } });
});

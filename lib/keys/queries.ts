import { desc, eq, isNull } from "drizzle-orm";
import { people } from "#db/schema/access";
import { apiKeys } from "#db/schema/api";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";

export interface KeyRow {
  id: string;
  name: string;
  lastFour: string;
  scopes: string[];
  /** For whom it acts. */
  maker: string;
  createdAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
}

const shownAtMost = 200;

/** Keys that nobody has revoked, newest first, also expired ones; never their secrets. */
export async function listKeys(ctx: Context): Promise<KeyRow[]> {
  requirePermission(ctx, "portal.manage");
  const { id, name, lastFour, scopes, createdAt, expiresAt, lastUsedAt } = apiKeys;
  // From the few keys to their makers: the other way round every person would be looked at.
  const rows = await ctx.read
    .select({ id, name, lastFour, scopes, maker: people.name, createdAt, expiresAt, lastUsedAt })
    .from(apiKeys)
    .leftJoin(people, eq(people.id, apiKeys.personId))
    .where(isNull(apiKeys.revokedAt))
    .orderBy(desc(createdAt), desc(id))
    .limit(shownAtMost);
  return rows.map((row) => ({ ...row, maker: row.maker ?? "" }));
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { desc, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { statementKeys } from "#db/schema/reports";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { seal, unseal } from "#lib/platform/crypto";
import { authSecret, env } from "#lib/platform/env";
import { canonical } from "../rules/canonical.ts";
import { keyIdOf, type Seal } from "../rules/seal.ts";

export interface SigningKey {
  id: string;
  publicKey: string;
  privateKey: KeyObject;
}

// PKCS#8 of an Ed25519 seed (RFC 8410): everything before the 32 bytes is always the same.
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key that signs now: from the environment, or one of our own, made when it is first needed and kept sealed. In the caller's transaction. */
export async function findSigningKey(tx: Tx, now: number): Promise<SigningKey> {
  if (env.STATEMENT_SIGNING_KEY !== undefined) return keep(tx, { privateKey: fromSeed(env.STATEMENT_SIGNING_KEY), sealed: () => null, now });
  const { id, publicKey, privateKey } = statementKeys;
  const [row] = await tx.select({ id, publicKey, privateKey }).from(statementKeys).where(isNull(statementKeys.retiredAt)).orderBy(desc(statementKeys.createdAt), desc(id)).limit(1);
  if (row?.privateKey) return { id: row.id, publicKey: row.publicKey, privateKey: createPrivateKey({ key: Buffer.from(unseal(authSecret(), placeOf(row.id), row.privateKey), "base64url"), format: "der", type: "pkcs8" }) };
  const made = generateKeyPairSync("ed25519").privateKey;
  return keep(tx, { privateKey: made, sealed: (keyId) => seal(authSecret(), placeOf(keyId), made.export({ format: "der", type: "pkcs8" }).toString("base64url")), now });
}

/** Signs a seal as it stands in canonical form. */
export function signSeal({ privateKey }: SigningKey, given: Seal): string {
  return sign(null, Buffer.from(canonical(given)), privateKey).toString("base64url");
}

/** From now on another key signs. What the old ones signed stays true, and their public keys stay published. */
export async function retireKeys(ctx: Context): Promise<void> {
  requirePermission(ctx, "portal.manage");
  await ctx.write(async (tx) => {
    const retired = await tx.update(statementKeys).set({ retiredAt: ctx.now }).where(isNull(statementKeys.retiredAt)).returning({ id: statementKeys.id });
    await record(tx, ctx, { action: "statement.keys_retired", entityId: "statement_keys", before: retired, touches: "nobody" });
  });
}

async function keep(tx: Tx, { privateKey, sealed, now }: { privateKey: KeyObject; sealed: (id: string) => string | null; now: number }): Promise<SigningKey> {
  const publicKey = publicOf(privateKey);
  const id = await keyIdOf(publicKey);
  await tx.insert(statementKeys).values({ id, publicKey, privateKey: sealed(id), createdAt: now }).onConflictDoNothing();
  return { id, publicKey, privateKey };
}

function fromSeed(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, Buffer.from(text, "base64")]), format: "der", type: "pkcs8" });
}

function publicOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32).toString("base64url");
}

function placeOf(id: string): string {
  return `statement_keys/${id}/private_key`;
}

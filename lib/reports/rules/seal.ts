import { z } from "zod";
import { sealFormat } from "../terms.ts";
import { canonical, hashOf } from "./canonical.ts";
import { StatementDocument } from "./document.ts";

/** What is signed: names one document by its hash and the seal before it, so that a customer's statements are a chain. */
export const Seal = z.strictObject({
  format: z.literal(sealFormat),
  statement: z.string(),
  customer: z.string(),
  /** 1 is a customer's first. */
  number: z.number().int(),
  documentHash: z.string(),
  /** Of the canonical seal before; null of the first. */
  previousSealHash: z.string().nullable(),
  releasedAt: z.number().int(),
  keyId: z.string(),
});
export type Seal = z.infer<typeof Seal>;

/** A seal with its signature: a link of the chain, which says nothing of what the statement holds. */
export const Link = z.strictObject({ seal: Seal, signature: z.string() });
export type Link = z.infer<typeof Link>;

/** A customer's links from the first on, with the public keys that signed them, each once. */
export const Chain = z.strictObject({ keys: z.array(z.string()), links: z.array(Link) });
export type Chain = z.infer<typeof Chain>;

/** The file a customer keeps, in canonical form. `publicKey` is Ed25519's 32 bytes in base64url. */
export const StatementFile = z.strictObject({ document: StatementDocument, seal: Seal, signature: z.string(), publicKey: z.string() });
export type StatementFile = z.infer<typeof StatementFile>;

export function sealHash(seal: Seal): Promise<string> {
  return hashOf(canonical(seal));
}

/** The first sixteen hexadecimal digits of the key's hash: short enough to be read out. */
export async function keyIdOf(publicKey: string): Promise<string> {
  return (await hashOf(bytesOf(publicKey))).slice(0, 16);
}

export async function isSignedBy(publicKey: string, { seal, signature }: Link): Promise<boolean> {
  const key = bytesOf(publicKey);
  if (key.length !== 32 || base64url(key) !== publicKey) return false;
  const signed = bytesOf(signature);
  // A signature has one spelling: what decodes to the same bytes by other characters is another file.
  if (signed.length !== 64 || base64url(signed) !== signature) return false;
  const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signed, new TextEncoder().encode(canonical(seal)));
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return new Uint8Array();
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

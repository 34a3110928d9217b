import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";

export function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Random text safe in an address, a header and a file name. 32 bytes is 256 bits in 43 characters. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

/** Random bytes as other products write their keys. */
export function randomBytesBase64(bytes: number): string {
  return randomBytes(bytes).toString("base64");
}

/** Decimal digits for a person to type, each equally likely. */
export function randomDigits(length: number): string {
  let digits = "";
  while (digits.length < length) {
    for (const byte of randomBytes(length)) if (byte < 250 && digits.length < length) digits += byte % 10;
  }
  return digits;
}

/** HMAC-SHA256 in base64url, under a key of its own for each purpose: a token made for one can never pass for another. */
export function hmac(secret: string, purpose: string, text: string): string {
  return createHmac("sha256", deriveKey(secret, `hmac/${purpose}`)).update(text).digest("base64url");
}

/** Compares in a time that does not depend on where the texts differ. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest());
}

const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM as `v1.<base64url of iv, tag, ciphertext>`. `place` (table, row, column) is bound in: moved elsewhere it does not open. */
export function seal(secret: string, place: string, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(secret, "seal"), iv).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** Opens what `seal` made; throws when the secret, the place or a single bit is another. */
export function unseal(secret: string, place: string, sealed: string): string {
  const [found, encoded] = sealed.split(".");
  if (found !== version || encoded === undefined) throw new Error("Sealed text has an unknown form.");
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.length < ivBytes + tagBytes) throw new Error("Sealed text is too short.");
  const decipher = createDecipheriv("aes-256-gcm", deriveKey(secret, "seal"), bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
}

const derived = new Map<string, KeyObject>();

// Derived once a use: a mail carries three signatures, and there may be a hundred thousand mails.
function deriveKey(secret: string, use: string): KeyObject {
  const name = `${use}\0${secret}`;
  const key = derived.get(name) ?? createSecretKey(Buffer.from(hkdfSync("sha256", secret, "candor", use, 32)));
  derived.set(name, key);
  return key;
}

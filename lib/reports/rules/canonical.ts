/** What a statement is made of: no fractions, so that a figure has one spelling everywhere. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical | undefined };

/**
 * JSON in the one form of RFC 8785 (JCS): keys sorted by their UTF-16 units, no white space. Stricter than it: numbers are safe
 * integers, for which ECMAScript and JCS write the same digits, and text is well-formed. A member that is undefined is not there.
 * A few lines rather than a library, since the hard part of JCS, the spelling of fractions, does not arise.
 */
export function canonical(value: Canonical): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return wholeNumber(value);
  if (typeof value === "string") return text(value);
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined).toSorted(byUnits);
  return `{${members.map(([key, member]) => `${text(key)}:${canonical(member ?? null)}`).join(",")}}`;
}

const encoder = new TextEncoder();

/** SHA-256 of a text in UTF-8, or of bytes, in hexadecimal. The same in Node and in a browser. */
export async function hashOf(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`A statement holds whole numbers only, not ${value}.`);
  return String(value);
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new Error("A text holds half of a surrogate pair.");
  return JSON.stringify(value);
}

function byUnits([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value);
}

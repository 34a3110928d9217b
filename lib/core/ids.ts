const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
const CODE_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const CODE_LENGTH = 12;

let last = { now: -1, random: 0n };

/** A prefixed, time-sortable id: 48 bits of milliseconds, 80 random bits, ascending within one millisecond of one process. */
export function newId(prefix: string, now: number): string {
  const random = now === last.now ? last.random + 1n + randomBits(32) : randomBits(79);
  last = { now, random };
  return `${prefix}_${encode(BigInt(now), 10)}${encode(random, 16)}`;
}

/** A short public code for links: 12 characters of [a-z0-9], 62 random bits. */
export function newCode(): string {
  let code = "";
  while (code.length < CODE_LENGTH) {
    // 252 is the largest multiple of 36 in a byte: above it the letters would not be equally likely.
    for (const byte of randomBytes(CODE_LENGTH)) if (byte < 252 && code.length < CODE_LENGTH) code += CODE_ALPHABET.charAt(byte % 36);
  }
  return code;
}

/** When an id was made, read from the id itself. */
export function idTime(id: string): number {
  const body = id.slice(id.lastIndexOf("_") + 1);
  let time = 0;
  for (const letter of body.slice(0, 10)) time = time * 32 + CROCKFORD.indexOf(letter);
  return time;
}

function randomBits(count: number): bigint {
  let bits = 0n;
  for (const byte of randomBytes(Math.ceil(count / 8))) bits = (bits << 8n) | BigInt(byte);
  return BigInt.asUintN(count, bits);
}

function randomBytes(count: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}

function encode(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n) text = CROCKFORD.charAt(Number(rest & 31n)) + text;
  return text;
}

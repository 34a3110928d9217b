import { randomBytes } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** A group of readers. A person is in one for itself, too: "person:<id>". */
export type Reader = string;

export interface Canary {
  text: string;
  readers: Reader[];
  what: string;
}

// Overlapping, as the letter before a canary may be a digit of this alphabet itself.
const mark = /(?=([0-9a-f]{32}))/g;
const id = /\b([a-z]{3}_[0-9a-z]{26})\b/g;
const code = /\b([a-z0-9]{12})\b/g;

/** Texts that nobody but their readers may ever receive. */
export class Canaries {
  readonly #byText = new Map<string, Canary>();
  /** What has reached somebody it is for: a canary that nobody ever sees proves nothing. */
  readonly seen = new Set<Canary>();

  /** A fresh 128-bit text for a field. */
  make(what: string, readers: Reader[]): string {
    return this.watch(randomBytes(16).toString("hex"), what, readers);
  }

  /** A text that was made elsewhere: an id or a short code. */
  watch(text: string, what: string, readers: Reader[]): string {
    this.#byText.set(text, { text, readers, what });
    return text;
  }

  list(): Canary[] {
    return [...this.#byText.values()];
  }

  /** What stands in a text, however it is wrapped, and is for none of these readers. What the request itself said does not count. */
  foreignIn(bytes: Buffer | string, readers: readonly Reader[], said = ""): Canary[] {
    const found = new Map<string, Canary>();
    for (const form of unwrap(bytes))
      for (const [, text = ""] of [...form.matchAll(mark), ...form.matchAll(id), ...form.matchAll(code)]) {
        const canary = this.#byText.get(text);
        if (!canary) continue;
        if (canary.readers.some((reader) => readers.includes(reader))) this.seen.add(canary);
        else if (!said.includes(text)) found.set(text, canary);
      }
    return [...found.values()];
  }
}

/** The text, and what is inside it: compressed, in base64, in quoted-printable, with markup between its letters, cut across Next's scripts. */
function unwrap(bytes: Buffer | string): string[] {
  const text = inflate(Buffer.from(bytes)).toString("utf8");
  const lower = decodeEntities(text).toLowerCase();
  const joined = lower.replace(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, "");
  const plain = lower.replace(/<[^>]*>/g, "").replace(/=\r?\n/g, "").replace(/[\u00ad\u200b]/g, "");
  return [lower, joined, plain, ...decodeBase64(text)];
}

function inflate(bytes: Buffer): Buffer {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
  return bytes;
}

/** For an answer that says it is compressed. */
export function decompress(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === "br") return brotliDecompressSync(bytes);
  return encoding === "gzip" ? gunzipSync(bytes) : bytes;
}

function decodeEntities(text: string): string {
  return text.replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))).replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)));
}

// Where a run of base64 begins within a run of letters is not known: each of the four places is tried.
function decodeBase64(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{43,}/g) ?? [];
  return runs.flatMap((run) => [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64").toString("latin1").toLowerCase()));
}

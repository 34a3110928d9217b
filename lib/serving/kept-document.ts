import { hash } from "node:crypto";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { matchesEtag } from "#lib/core/etag";

export type Encoding = "identity" | "gzip" | "br";

export interface DocumentBody {
  contentType: string;
  /** Headers that are the document's own. */
  headers: Readonly<Record<string, string>>;
  text: string;
}

export interface Variant {
  body: Buffer;
  etag: string;
  /** Names and values in turn, as `writeHead` takes them quickest. */
  head: string[];
  /** The part of them that goes with "304 Not Modified". (RFC 9110, section 15.4.5) */
  headUnchanged: string[];
}

// What a map entry, its key and the small buffers cost beside the bodies.
const overheadBytes = 2_048;

/**
 * A document as it leaves: compressed once for each coding that somebody asked for, with its own entity tag each. Kept are the
 * small forms only; whoever takes no compression gets it unpacked each time.
 */
export class KeptDocument {
  readonly contentType: string;
  readonly #gzip: Buffer;
  readonly #tag: string;
  readonly #common: Readonly<Record<string, string>>;
  readonly #variants = new Map<Encoding, Variant>();

  constructor({ contentType, headers, text }: DocumentBody, common: Readonly<Record<string, string>>) {
    const raw = Buffer.from(text);
    this.contentType = contentType;
    this.#gzip = gzipSync(raw, { level: 6 });
    this.#tag = hash("sha256", raw, "base64url").slice(0, 27);
    this.#common = { ...common, ...headers };
  }

  get raw(): Buffer {
    return gunzipSync(this.#gzip);
  }

  /** Bytes held for it. */
  get size(): number {
    return this.#gzip.length + (this.#variants.get("br")?.body.length ?? 0) + overheadBytes;
  }

  variant(encoding: Encoding): Variant {
    const known = this.#variants.get(encoding);
    if (known) return known;
    const made = this.#make(encoding);
    if (encoding !== "identity") this.#variants.set(encoding, made);
    return made;
  }

  /** Whether a reader who sent this `If-None-Match` has these bytes, in whichever coding. */
  isHeldBy(ifNoneMatch: string): boolean {
    const codings: Encoding[] = ["identity", "gzip", "br"];
    return codings.some((encoding) => matchesEtag(ifNoneMatch, this.#etag(encoding)));
  }

  #make(encoding: Encoding): Variant {
    const body = this.#bodyIn(encoding);
    const etag = this.#etag(encoding);
    const unchanged = { ...this.#common, etag };
    const full = { "content-type": this.contentType, "content-length": String(body.length), ...(encoding === "identity" ? {} : { "content-encoding": encoding }), ...unchanged };
    return { body, etag, head: Object.entries(full).flat(), headUnchanged: Object.entries(unchanged).flat() };
  }

  #bodyIn(encoding: Encoding): Buffer {
    switch (encoding) {
      case "identity":
        return this.raw;
      case "gzip":
        return this.#gzip;
      case "br":
        return brotli(this.raw);
    }
  }

  // Other bytes, another strong tag. (RFC 9110, section 8.8.3.3)
  #etag(encoding: Encoding): string {
    return encoding === "identity" ? `"${this.#tag}"` : `"${this.#tag}-${encoding}"`;
  }
}

const choices = new Map<string, Encoding>();

/** The smallest coding that a reader takes. (RFC 9110, section 12.5.3) */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  if (!acceptEncoding) return "identity";
  const known = choices.get(acceptEncoding);
  if (known) return known;
  const accepted = new Set(acceptEncoding.toLowerCase().split(",").flatMap((part) => nameOf(part)));
  const chosen = accepted.has("br") ? "br" : accepted.has("gzip") ? "gzip" : "identity";
  if (choices.size < 1_000) choices.set(acceptEncoding, chosen);
  return chosen;
}

function nameOf(part: string): string[] {
  const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim());
  return parameters.some((parameter) => /^q=0(\.0{0,3})?$/.test(parameter)) ? [] : [name];
}

function brotli(raw: Buffer): Buffer {
  return brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
}

import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chooseEncoding, KeptDocument } from "./kept-document.ts";

const text = `<p>größer ${"als gestern ".repeat(200)}</p>`;
const document = new KeptDocument({ contentType: "text/html; charset=utf-8", headers: { "x-robots-tag": "noindex" }, text }, { "cache-control": "private, no-cache" });
const headOf = (head: string[]) => Object.fromEntries(Array.from({ length: head.length / 2 }, (_, index) => [head[2 * index], head[2 * index + 1]]));

describe("a kept document", () => {
  it("is the same words in every coding, under a tag of its own in each", () => {
    expect(document.variant("identity").body.toString()).toBe(text);
    expect(gunzipSync(document.variant("gzip").body).toString()).toBe(text);
    expect(brotliDecompressSync(document.variant("br").body).toString()).toBe(text);
    expect(new Set((["identity", "gzip", "br"] as const).map((encoding) => document.variant(encoding).etag)).size).toBe(3);
  });

  it("says what it is, how long and in which coding", () => {
    const { head, body, etag } = document.variant("gzip");
    expect(headOf(head)).toEqual({ "content-type": "text/html; charset=utf-8", "content-length": String(body.length), "content-encoding": "gzip", "cache-control": "private, no-cache", "x-robots-tag": "noindex", etag });
    expect(headOf(document.variant("identity").head)).not.toHaveProperty("content-encoding");
  });

  it("repeats with 304 what caches need and nothing of the body", () => {
    expect(headOf(document.variant("br").headUnchanged)).toEqual({ "cache-control": "private, no-cache", "x-robots-tag": "noindex", etag: document.variant("br").etag });
  });

  it("is held by whoever has it in any coding, and by nobody with other words", () => {
    for (const encoding of ["identity", "gzip", "br"] as const) {
      expect(document.isHeldBy(document.variant(encoding).etag)).toBe(true);
      expect(document.isHeldBy(`"other", W/${document.variant(encoding).etag}`)).toBe(true);
    }
    const other = new KeptDocument({ contentType: "text/html", headers: {}, text: `${text} ` }, {});
    expect(document.isHeldBy(other.variant("identity").etag)).toBe(false);
    expect(document.isHeldBy("")).toBe(false);
  });

  it("weighs what it holds: its small forms, not the whole", () => {
    const fresh = new KeptDocument({ contentType: "text/html", headers: {}, text }, {});
    const before = fresh.size;
    expect(before - fresh.variant("gzip").body.length).toBeLessThan(4_096);
    fresh.variant("identity");
    expect(fresh.size).toBe(before);
    const { body } = fresh.variant("br");
    expect(fresh.size - before).toBe(body.length);
  });
});

describe("the coding", () => {
  it.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["GZIP;q=0.5, identity", "gzip"],
    ["br;q=0, gzip;q=1.0", "gzip"],
    ["gzip;q=0.000", "identity"],
    ["deflate, *", "identity"],
    ["", "identity"],
    [undefined, "identity"],
  ])("for %j is %s", (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
  });
});

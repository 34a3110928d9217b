import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmac, isSameSecret, randomDigits, randomToken, seal, sha256, unseal } from "./crypto.ts";

const secret = "0123456789abcdef0123456789abcdef";

describe("digests", () => {
  it("sha256 gives the published digest", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("an hmac differs by secret, purpose and text", () => {
    const base = hmac(secret, "unsubscribe", "sub_1");
    const others = [hmac(`${secret}x`, "unsubscribe", "sub_1"), hmac(secret, "manage", "sub_1"), hmac(secret, "unsubscribe", "sub_2")];
    expect(hmac(secret, "unsubscribe", "sub_1")).toBe(base);
    expect(new Set([base, ...others]).size).toBe(4);
  });

  it("secrets compare equal only when they are, whatever their lengths", () => {
    expect(isSameSecret("abc", "abc")).toBe(true);
    fc.assert(fc.property(fc.string(), fc.string(), (left, right) => isSameSecret(left, right) === (left === right)));
  });
});

describe("random text", () => {
  it("a token of 32 bytes has 43 address-safe characters and does not repeat", () => {
    const tokens = Array.from({ length: 200 }, () => randomToken());
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(tokens).size).toBe(200);
  });

  it("codes have exactly the digits asked for, leading zeros kept", () => {
    const codes = Array.from({ length: 500 }, () => randomDigits(6));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith("0"))).toBe(true);
  });
});

describe("sealing", () => {
  it("what was sealed opens to the same text, and two seals of one text differ", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string(), (text, place) => {
      const wellFormed = text.toWellFormed();
      const sealed = seal(secret, place.toWellFormed(), wellFormed);
      expect(unseal(secret, place.toWellFormed(), sealed)).toBe(wellFormed);
      expect(seal(secret, place.toWellFormed(), wellFormed)).not.toBe(sealed);
    }));
  });

  it("it does not open in another place, with another secret, or with any bit changed", () => {
    const sealed = seal(secret, "customers/cus_1/oidc_secret", "hunter2");
    expect(() => unseal(secret, "customers/cus_2/oidc_secret", sealed)).toThrow();
    expect(() => unseal(`${secret}x`, "customers/cus_1/oidc_secret", sealed)).toThrow();
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
      expect(() => unseal(secret, "customers/cus_1/oidc_secret", `v1.${flipped.toString("base64url")}`)).toThrow();
    }
  });

  it("text of another form or cut short is refused", () => {
    for (const text of ["", "v1", "v1.", "v1.AAAA", "v2.AAAA", "hunter2"]) expect(() => unseal(secret, "x", text)).toThrow();
  });
});

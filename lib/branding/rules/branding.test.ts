import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SaveBranding } from "../input.ts";
import { logoLimitBytes } from "../terms.ts";
import { accentContrast, contrast, isReadable, nearestReadable, onAccent } from "./colour.ts";
import { readLogo } from "./logo.ts";
import { stylesheetOf } from "./stylesheet.ts";

describe("a colour", () => {
  it("has WCAG's contrast", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#0000ff", "#ffffff")).toBeCloseTo(8.59, 2);
    expect(contrast("#ffffff", "#ffffff")).toBe(1);
  });

  it.each(["#ffcc00", "#ff6600", "#00ff00", "#ffffff", "#66aaff", "#000000", "#123456", "#ff00ff"])("%s has a nearest one that can be read in both themes, and no lighter or darker than it must be", (colour) => {
    for (const theme of ["light", "dark"] as const) {
      const near = nearestReadable(colour, theme);
      expect(near).toMatch(/^#[0-9a-f]{6}$/);
      expect(isReadable(near, theme)).toBe(true);
      expect([near === colour, accentContrast(near, theme) < 4.7]).toContain(true);
    }
  });

  it("gets black or white on it, whichever reads better", () => {
    expect([onAccent("#2c55c9"), onAccent("#8fb0ff"), onAccent("#ffcc00")]).toEqual(["#ffffff", "#0c1015", "#0c1015"]);
  });
});

describe("what is chosen", () => {
  it("is refused where links could not be read, with the nearest colour that can", () => {
    const refused = SaveBranding.safeParse({ accentLight: "#ffcc00" });
    expect(refused.error?.issues[0]).toMatchObject({ path: ["accentLight"], message: expect.stringContaining(nearestReadable("#ffcc00", "light")) });
    expect(SaveBranding.safeParse({ accentLight: "red; } body { display: none" }).success).toBe(false);
    expect(SaveBranding.parse({ accentLight: " #2C55C9 ", accentDark: "" })).toMatchObject({ accentLight: "#2c55c9", accentDark: null });
  });

  it("takes links one a line, to https and mail only", () => {
    expect(SaveBranding.parse({ footerLinks: "Imprint https://x.example/imprint\n\nWrite to us mailto:a@x.example" }).footerLinks).toEqual([{ label: "Imprint", href: "https://x.example/imprint" }, { label: "Write to us", href: "mailto:a@x.example" }]);
    for (const bad of ["Imprint", "Run javascript:alert(1)", "Plain http://x.example/", "Data data:text/html,x"]) expect([bad, SaveBranding.safeParse({ footerLinks: bad }).success]).toEqual([bad, false]);
    expect(SaveBranding.safeParse({ footerLinks: Array.from({ length: 6 }, (_, index) => `Link https://x.example/${index}`).join("\n") }).success).toBe(false);
  });

  it("becomes a stylesheet of tokens, or none", () => {
    expect(stylesheetOf({ accentLight: null, accentDark: null })).toBeNull();
    expect(stylesheetOf({ accentLight: "#7a1fa2", accentDark: null })).toContain("--accent: light-dark(#7a1fa2, oklch(74% 0.12 262));");
  });
});

describe("a logo", () => {
  it("is a PNG, a WebP or a JPEG by its own bytes", () => {
    expect(readLogo(png(120, 28))).toEqual({ type: "png", width: 120, height: 28 });
    expect(readLogo(Buffer.from("UklGRjwAAABXRUJQVlA4WAoAAAAQAAAAPwAAHwAAQUxQSAIAAAAAAFZQOCAYAAAAMAEAnQEqQAAgAAIANCWkAANwAP77/VAA", "base64"))).toEqual({ type: "webp", width: 64, height: 32 });
    expect(readLogo(Buffer.from([...bytes("RIFF\0\0\0\0WEBPVP8L\0\0\0\0"), 0x2f, 63, 0x40, 0x07, 0, 0, 0, 0, 0, 0]))).toEqual({ type: "webp", width: 64, height: 30 });
    expect(readLogo(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0, 40, 0, 200, 1, 1, 0x11, 0]))).toEqual({ type: "jpg", width: 200, height: 40 });
  });

  it.each([
    ["an SVG", Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "scripts"],
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>"), "no PNG"],
    ["a GIF", Buffer.from("GIF89a".padEnd(64, "\0")), "no PNG"],
    ["a JPEG without a frame", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), "no PNG"],
    ["a PNG cut off", png(100, 100).subarray(0, 20), "no PNG"],
    ["nothing", Buffer.alloc(0), "no PNG"],
    ["one pixel", png(1, 1), "1 × 1"],
    ["a poster", png(9_000, 20), "9000 × 20"],
    ["too large a file", Buffer.concat([png(100, 100), Buffer.alloc(logoLimitBytes)]), "257 kB"],
  ])("is not %s", (_, file, words) => {
    expect(readLogo(file)).toEqual({ refusal: expect.stringContaining(words) });
  });
});

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, ...bytes("IHDR")]);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(8))]);
}

function bytes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

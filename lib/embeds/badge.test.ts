import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { componentStates } from "#lib/catalog/terms";
import { drawBadge } from "./badge.ts";
import { badgeStyles } from "./terms.ts";

const naughty = JSON.parse(readFileSync(new URL("../../../shared/fixtures/naughty/blns/blns.json", import.meta.url), "utf8")) as string[];

describe("a badge", () => {
  test("says its state in words, to who sees it and to who does not", () => {
    for (const style of badgeStyles) {
      const svg = drawBadge({ name: "Northlight", state: "partial_outage", style });
      expect(svg).toContain('role="img" aria-label="Northlight: partial outage"><title>Northlight: partial outage</title>');
      expect(svg).toMatch(/>(Northlight: )?partial outage<\/text>/);
    }
  });

  test("is whole in itself and stays so whatever a component is called", () => {
    for (const name of [...naughty, "\u0000\ud83d", "]]>", "ä".repeat(400)]) {
      const svg = drawBadge({ name, state: "operational", style: "flat" });
      expect(XMLValidator.validate(svg)).toBe(true);
      const { svg: read } = new XMLParser({ ignoreAttributes: false }).parse(svg) as { svg: Record<string, unknown> };
      expect(Object.keys(read).filter((key) => !key.startsWith("@_"))).toEqual(["title", "clipPath", "g"]);
      expect(Number(read["@_width"])).toBeLessThan(700);
    }
    expect(drawBadge({ name: "x", state: "operational", style: "plain" })).not.toMatch(/href|url\((?!#)|@import|<script/);
  });

  test("has words that can be read on their ground", () => {
    for (const state of componentStates) {
      const grounds = [...drawBadge({ name: "x", state, style: "flat" }).matchAll(/<rect[^>]*fill="(#[0-9a-f]{6})"/g)].map((match) => match[1] ?? "");
      expect([state, grounds.length, grounds.every((ground) => contrast(ground, "#ffffff") >= 4.5)]).toEqual([state, 2, true]);
    }
  });
});

describe("the web component", () => {
  const script = readFileSync("public/embed/status.js", "utf8");

  test("stays under 5 kB", () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(5_000);
  });

  test("writes no markup, evaluates nothing, keeps nothing and asks nobody but its source", () => {
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|setAttribute\("style"|localStorage|sessionStorage|cookie|import\(|XMLHttpRequest|sendBeacon/);
    expect(script.match(/fetch\(/g)).toHaveLength(1);
  });

  test("has colours that can be read on its own paper, in the light and in the dark", () => {
    const pairs = Object.fromEntries([...script.matchAll(/(\w+): "(#[0-9a-f]{3,6})\/(#[0-9a-f]{3,6})"/g)].map(([, name, light, dark]) => [name, [light ?? "", dark ?? ""] as const]));
    const [paper = ["", ""]] = [pairs["paper"]];
    const words = ["ink", "muted", "accent"].map((name) => [0, 1].map((theme) => contrast(pairs[name]?.[theme] ?? "", paper[theme] ?? "") >= 4.5));
    const marks = componentStates.map((state) => [0, 1].map((theme) => contrast(pairs[state]?.[theme] ?? "", paper[theme] ?? "") >= 3));
    expect([...words, ...marks].flat().every(Boolean)).toBe(true);
  });
});

/** WCAG 2.2, relative luminance. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)].toSorted((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255).map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

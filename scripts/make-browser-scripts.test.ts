import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bundleVerifier } from "./make-browser-scripts.mjs";

const script = readFileSync("public/verify.js", "utf8");

test("the verifier in public/ is what its sources make: node scripts/make-browser-scripts.mjs", async () => {
  expect(script === (await bundleVerifier())).toBe(true);
});

test("the verifier evaluates nothing, writes no markup, and sends nothing anywhere", () => {
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|XMLHttpRequest|sendBeacon|WebSocket|localStorage|cookie/);
  expect([...script.matchAll(/fetch\(([^)]*)\)/g)].map(([, what]) => what)).toEqual(['"/statements/keys.json"']);
});

import { globSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const files = globSync("components/**/*.tsx").map((path) => ({ path, text: readFileSync(path, "utf8") }));

test("no component writes a style attribute: the security policy of documents would drop it", () => {
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter(({ text }) => /\sstyle=[{"]/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("client components belong to the console's composer, never to a document", () => {
  const clients = files.filter(({ text }) => text.startsWith('"use client"')).map(({ path }) => path);
  expect(clients.filter((path) => !path.startsWith("components/composer/") && path !== "components/ui/hydrated.tsx")).toEqual([]);
});

test("the script of documents stays under 5 kB", () => {
  expect(gzipSync(readFileSync("public/portal.js"), { level: 9 }).length).toBeLessThan(5_000);
});

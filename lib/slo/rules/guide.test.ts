import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { howWeCount, partsOf } from "./guide.ts";

test("customers read on their page what stands in the guide, in each language by the same headings", async () => {
  expect(await readFile("docs/how-we-count.md", "utf8")).toBe(`# How we count\n\n${howWeCount.en}`);
  const headings = (text: string) => text.match(/^## /gm)?.length;
  expect(headings(howWeCount.de)).toBe(headings(howWeCount.en));
});

test("its parts are the whole of it", () => {
  const { lead, sections } = partsOf(howWeCount.en);
  expect(lead + sections.map(({ title, body }) => `## ${title}\n${body}`).join("")).toBe(howWeCount.en);
});

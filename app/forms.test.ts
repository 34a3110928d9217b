import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const pages = globSync("app/**/*.tsx");

test("no page asks for no-referrer: browsers send its forms with Origin: null, which every POST refuses", () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((path) => readFileSync(path, "utf8").includes('"no-referrer"'))).toEqual([]);
});

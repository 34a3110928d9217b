import { expect, test } from "vitest";
import { runCheck, seedTree } from "./seeded-tree.ts";

function check(routes: string[]) {
  const tree = seedTree({
    "prerender-manifest.json": JSON.stringify({ version: 4, routes: Object.fromEntries(routes.map((route) => [route, {}])), dynamicRoutes: {} }),
    "app-path-routes-manifest.json": JSON.stringify({ "/page": "/", "/history/page": "/history" }),
  });
  const result = runCheck("check-prerendered.mjs", tree.folder);
  tree.remove();
  return result;
}

test("a build that renders only the error pages ahead passes", () => {
  expect(check(["/_not-found", "/icon.svg"])).toEqual({ status: 0, output: "" });
});

test("a page rendered ahead is named", () => {
  const { status, output } = check(["/_not-found", "/history"]);
  expect(status).toBe(1);
  expect(output).toMatch(/^prerendered: \/history:/);
});

test("without a build there is nothing to trust", () => {
  const tree = seedTree({});
  expect(runCheck("check-prerendered.mjs", tree.folder)).toMatchObject({ status: 1, output: expect.stringContaining("no-build") as string });
  tree.remove();
});

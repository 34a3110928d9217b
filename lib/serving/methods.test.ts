import { expect, it } from "vitest";
import { methodsAt } from "./methods.ts";

it("an address takes the methods of its policies and no other", () => {
  expect(methodsAt("/")).toEqual(["GET", "HEAD"]);
  expect(methodsAt("/c/acme/incidents/abc")).toEqual(["GET", "HEAD"]);
  expect(methodsAt("/sign-out")).toEqual(["POST"]);
  expect(methodsAt("/api/auth/callback/some/where")).toEqual(["GET", "HEAD", "POST"]);
  expect(methodsAt("/history.rss")).toEqual(["GET", "HEAD"]);
});

it("an address that no policy knows takes what a form or a link sends", () => {
  expect(methodsAt("/historyxrss")).toEqual(["GET", "HEAD", "POST"]);
  expect(methodsAt("/c/acme/none/such/path")).toEqual(["GET", "HEAD", "POST"]);
});

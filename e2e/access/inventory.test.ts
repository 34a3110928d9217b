import { expect, it } from "vitest";
import { compareInventory } from "./inventory.ts";

it("a route without a policy, a policy without a route and a second policy are each named", () => {
  const declared = ["GET /", "POST /sign-out", "POST /sign-out", "GET /gone"];
  expect(compareInventory(["GET /", "POST /sign-out", "POST /secret"], declared)).toEqual([
    "GET /gone has a policy and is not in the build",
    "POST /secret is in the build and has no policy",
    "POST /sign-out has two policies",
  ]);
  expect(compareInventory(["GET /"], ["GET /"])).toEqual([]);
});

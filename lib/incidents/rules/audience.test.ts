import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { visibilities } from "../terms.ts";
import { canSee, visibleTo } from "./audience.ts";

const anna = { kind: "customer", customerId: "acme" } as const;
const stranger = { kind: "public" } as const;
const staff = { kind: "staff" } as const;

describe("who sees an incident", () => {
  test.each([
    ["public", { usesAffected: false, isSelected: false }, true, true],
    ["affected", { usesAffected: true, isSelected: false }, true, false],
    ["affected", { usesAffected: false, isSelected: true }, false, false],
    ["selected", { usesAffected: false, isSelected: true }, true, false],
    ["selected", { usesAffected: true, isSelected: false }, false, false],
    ["internal", { usesAffected: true, isSelected: true }, false, false],
  ] as const)("%s with %j: customer %s, public %s", (visibility, concern, customerSees, publicSees) => {
    expect(canSee(visibility, anna, concern)).toBe(customerSees);
    expect(canSee(visibility, stranger, concern)).toBe(publicSees);
    expect(canSee(visibility, staff, concern)).toBe(true);
  });

  test("the public sees nothing that some customer may not see", () => {
    fc.assert(fc.property(fc.constantFrom(...visibilities), fc.boolean(), fc.boolean(), (visibility, usesAffected, isSelected) => {
      const concern = { usesAffected, isSelected };
      expect(!canSee(visibility, stranger, concern) || canSee(visibility, anna, concern)).toBe(true);
    }));
  });

  test("a customer's list of readers names exactly those that it concerns", () => {
    const customers = [{ id: "acme", usedComponentIds: ["api"] }, { id: "globex", usedComponentIds: ["web"] }, { id: "initech", usedComponentIds: [] }];
    const readers = (visibility: (typeof visibilities)[number]) => visibleTo({ visibility, componentIds: ["api"], customerIds: ["globex"] }, customers).map((one) => one.id);
    expect(readers("public")).toEqual(["acme", "globex", "initech"]);
    expect(readers("affected")).toEqual(["acme"]);
    expect(readers("selected")).toEqual(["globex"]);
    expect(readers("internal")).toEqual([]);
  });
});

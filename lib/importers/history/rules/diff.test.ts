import { expect, test } from "vitest";
import { changedFields, differ } from "./diff.ts";

const stored = [{ externalId: "a", title: "A", updates: [{ id: 1 }] }, { externalId: "gone", title: "G", updates: [] }];

test("a second run changes nothing, whatever the order of keys", () => {
  const again = stored.map(({ externalId, title, updates }) => ({ updates, title, externalId }));
  expect(differ(again, stored)).toEqual({ create: [], change: [], skip: again });
});

test("what is new is created, what differs is changed, and nothing is removed", () => {
  const planned = [{ externalId: "a", title: "A2", updates: [{ id: 1 }, { id: 2 }] }, { externalId: "b", title: "B", updates: [] }];
  const difference = differ(planned, stored);
  expect(difference.create.map((one) => one.externalId)).toEqual(["b"]);
  expect(difference.change.map(({ before, after }) => changedFields(before, after))).toEqual([["title", "updates"]]);
  expect(difference.skip).toEqual([]);
});

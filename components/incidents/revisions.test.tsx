import { expect, test } from "vitest";
import { revisionsOf } from "./revisions.tsx";

test("what an update said before stands newest first, and says whose note it was, also of one that is gone or was not there yet", () => {
  const update = {
    id: "upd_1",
    earlier: [{ body: "Crad payments fail.", replacedAt: 2_000 }],
    notes: [{ customerId: "acme", body: "Use the fallback.", earlier: [{ body: "", replacedAt: 4_000 }] }],
    removedNotes: [{ customerId: "globex", earlier: [{ body: "Please wait.", replacedAt: 3_000 }] }],
  };
  expect(revisionsOf(update, (id) => id.toUpperCase())).toEqual([
    { id: "upd_1-0", at: 4_000, body: "There was no note yet.", noteFor: "ACME" },
    { id: "upd_1-1", at: 3_000, body: "Please wait.", noteFor: "GLOBEX" },
    { id: "upd_1-2", at: 2_000, body: "Crad payments fail." },
  ]);
});

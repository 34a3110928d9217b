import { describe, expect, test } from "vitest";
import type { Audience } from "../../access/terms.ts";
import { composeTimeline, type StoredUpdate } from "./timeline.ts";

const stored: StoredUpdate[] = [
  {
    kind: "update", id: "upd_1", state: "investigating", body: "Card payments fail.", occurredAt: 1_000, recordedAt: 1_000,
    components: [{ componentId: "cards", state: "partial_outage" }, { componentId: "ledger", state: "degraded_performance" }],
    notes: [{ customerId: "acme", body: "Acme: use the fallback." }, { customerId: "globex", body: "Globex: nothing to do." }],
    revisions: [{ customerId: null, body: "Crad payments fail.", replacedAt: 2_000 }, { customerId: "globex", body: "Globex: please wait.", replacedAt: 3_000 }],
  },
  { kind: "update", id: "upd_2", state: "resolved", body: "Fixed.", occurredAt: 9_000, recordedAt: 400_000, components: [], notes: [], revisions: [] },
];
const everything = { seesComponent: () => true };
const acme = { audience: { kind: "customer", customerId: "acme" }, seesComponent: (id: string) => id === "cards" } as const;

describe("a timeline", () => {
  test("stands newest first and says what was recorded after the fact", () => {
    const seen = composeTimeline(stored, { audience: { kind: "public" }, ...everything });
    expect(seen.map((update) => [update.id, update.isRecordedLater])).toEqual([["upd_2", true], ["upd_1", false]]);
  });

  test("shows a customer the common words and its own note, and nothing of another's, not even that it was edited", () => {
    const [, first] = composeTimeline(stored, acme);
    expect(first).toMatchObject({ body: "Card payments fail.", notes: [{ customerId: "acme", body: "Acme: use the fallback.", earlier: [] }] });
    expect(JSON.stringify(composeTimeline(stored, acme))).not.toMatch(/globex/i);
  });

  test("shows the public no note at all", () => {
    expect(JSON.stringify(composeTimeline(stored, { audience: { kind: "public" }, ...everything }))).not.toMatch(/acme|globex/i);
  });

  test("shows staff every note and every earlier wording", () => {
    const [, first] = composeTimeline(stored, { audience: { kind: "staff" }, ...everything });
    expect(first?.earlier).toEqual([{ body: "Crad payments fail.", replacedAt: 2_000 }]);
    expect(first?.notes.map((note) => note.earlier.length)).toEqual([0, 1]);
  });

  test("keeps what a note said after an edit took it away, for its customer and for staff alone", () => {
    const removed = stored.map((update) => ({ ...update, notes: update.notes.filter((note) => note.customerId !== "globex") }));
    const seenBy = (audience: Audience) => composeTimeline(removed, { audience, ...everything })[1];
    const kept = [{ customerId: "globex", earlier: [{ body: "Globex: please wait.", replacedAt: 3_000 }] }];
    expect(seenBy({ kind: "customer", customerId: "globex" })).toMatchObject({ notes: [], removedNotes: kept });
    expect(seenBy({ kind: "staff" })?.removedNotes).toEqual(kept);
    for (const audience of [{ kind: "public" }, { kind: "customer", customerId: "acme" }] as const) expect(JSON.stringify(seenBy(audience))).not.toMatch(/globex/i);
  });

  test("names only components that the reader may see", () => {
    const [, first] = composeTimeline(stored, acme);
    expect(first?.components).toEqual([{ componentId: "cards", state: "partial_outage" }]);
  });

  test("tells the times an update gave before, with why, apart from its earlier words", () => {
    const moved = [...stored.slice(0, 1), { id: "upd_2", kind: "update" as const, state: "resolved" as const, body: "Fixed.", occurredAt: 8_000, recordedAt: 400_000, components: [], notes: [], revisions: [{ customerId: null, body: "Fixed.", occurredAt: 9_000, reason: "The log says so.", replacedAt: 500_000 }] }];
    const [last] = composeTimeline(moved, { audience: { kind: "public" }, ...everything });
    expect(last).toMatchObject({ earlier: [], earlierTimes: [{ occurredAt: 9_000, reason: "The log says so.", replacedAt: 500_000 }] });
  });
});

import { expect, test } from "vitest";
import { saidByNow } from "./future.ts";

const work = (at: number) => ({ externalId: "w", code: "w", url: null, title: "W", state: "scheduled" as const, scheduledFor: at, scheduledUntil: at, startedAt: null, completedAt: null, createdAt: at, componentExternalIds: [], updates: [{ externalId: "w-1", state: "scheduled" as const, body: "B", occurredAt: at, recordedAt: at, components: [] }] });

test("what lies ahead was said when it came here first, and at its start from then on", () => {
  const first = saidByNow(work(500), { now: 100, known: null });
  expect([first.createdAt, first.scheduledFor, first.updates.map(({ occurredAt, recordedAt }) => [occurredAt, recordedAt])]).toEqual([100, 500, [[100, 100]]]);
  expect(saidByNow(work(500), { now: 200, known: first })).toEqual(first);
  expect(saidByNow(work(500), { now: 600, known: first })).toEqual(work(500));
});

import { expect, test } from "vitest";
import { openDb } from "#db/open";
import { testDatabase } from "#lib/testing/database";
import { takeTurn } from "./pace.ts";

const database = testDatabase();

test("turns taken at once by several workers are theirs alone, each so long after the one before", async () => {
  const other = openDb(database.url);
  try {
    const everyMs = 10.5;
    const takers = [database.db, other];
    const turns = await Promise.all(Array.from({ length: 40 }, (_, index) => takeTurn(takers[index % 2] ?? other, { provider: "resend", everyMs })));
    const instants = turns.map((turn) => turn.instant).sort((a, b) => a - b);
    const gaps = instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0));
    // A floating-point sum of milliseconds since 1970 is exact to a fraction of a thousandth.
    expect(Math.min(...gaps)).toBeGreaterThan(everyMs - 0.01);
  } finally {
    await other.close();
  }
});

test("time in which nobody asked is not saved up for a burst", async () => {
  const first = await takeTurn(database.db, { provider: "resend", everyMs: 1 });
  while ((await takeTurn(database.db, { provider: "smtp", everyMs: 1 })).instant < first.instant + 50);
  const [second, third] = [await takeTurn(database.db, { provider: "resend", everyMs: 20 }), await takeTurn(database.db, { provider: "resend", everyMs: 20 })];
  expect(second.instant).toBeGreaterThanOrEqual(first.instant + 49);
  expect(third.instant - second.instant).toBeGreaterThan(19.9);
});

test("providers are paced apart", async () => {
  for (let index = 0; index < 5; index++) await takeTurn(database.db, { provider: "smtp", everyMs: 60_000 });
  expect((await takeTurn(database.db, { provider: "resend", everyMs: 60_000 })).waitMs).toBeLessThanOrEqual(0);
});

import { expect, test } from "vitest";
import { mintContext } from "#lib/access/context";
import { lookAtBudgets } from "#lib/slo/jobs";
import { findSloHistory, listSloViews } from "#lib/slo/queries/page";
import { readBuckets } from "#lib/sli/queries/buckets";
import { testDatabase } from "#lib/testing/database";
import { seedDemo } from "./seed.ts";

const database = testDatabase();
const now = Date.UTC(2026, 10, 26, 9, 7);

test("the demo company has a year of figures that add up, each customer its own", async () => {
  const { db } = database;
  await seedDemo(db, now);
  const read = (customerId: string) => mintContext({ db, now, actor: { kind: "system", job: "test" }, audience: { kind: "customer", customerId }, permissions: [], requestId: "req_test" });
  const acme = await listSloViews(read("cus_acme"));
  expect(acme.map(({ slo }) => slo.name)).toEqual(["Checkout", "Daily settlement", "Refund to customer"]);
  for (const { figure } of acme) {
    expect(figure.isFull).toBe(true);
    expect(figure.counts.total).toBeGreaterThan(10_000);
    expect(figure.counts.good).toBeLessThan(figure.counts.total);
  }
  const history = await findSloHistory(read("cus_acme"), { id: acme[0]?.slo.id ?? "", months: 12, zone: "Europe/Berlin" });
  expect(history?.every(({ figure }) => (figure?.counts.total ?? 0) > 100_000)).toBe(true);
  expect((await listSloViews(read("cus_globex"))).map(({ slo }) => slo.name)).toEqual(["Book a trip", "Cancel and refund", "Pay partners"]);
  const sums = await Promise.all((["sli_quarters", "sli_days"] as const).map(async (table) => (await readBuckets(db.read, { series: [1], from: 0, until: now / 60_000 + 1_440, table })).reduce((sum, { total }) => sum + total, 0)));
  expect(sums[0]).toBe(sums[1]);
  expect(await lookAtBudgets({ db, now })).toBe(14);
}, 120_000);

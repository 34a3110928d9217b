import { expect, test } from "vitest";
import { mintContext } from "#lib/access/context";
import { lookAtBudgets } from "#lib/slo/jobs";
import { findSloHistory, listSloViews } from "#lib/slo/queries/page";
import { readBuckets } from "#lib/sli/queries/buckets";
import { testDatabase } from "#lib/testing/database";
import { seedDemo } from "./seed.ts";

const database = testDatabase();
const now = Date.UTC(2026, 10, 26, 9, 7);

// Written down once from SQLite: PostgreSQL and every later version have to come to the same.
const known = [
  "cus_acme Checkout: 3839654 of 3840592, before 3839654 of 3840592, left 755766, burn 525000000/6135000, past 46145124 of 46151733",
  "cus_acme Daily settlement: 2009909 of 2010405, before 2009909 of 2010405, left 950656, burn 0/19450000, past 28849615 of 28855054",
  "cus_acme Refund to customer: 1205208 of 1205380, before 1205208 of 1205380, left 971461, burn 0/11640000, past 17315555 of 17318479",
  "cus_globex Book a trip: 3344811 of 3346386, before 3350645 of 3352223, left 529342, burn 470000000/5381000, past 40350576 of 40361426",
  "cus_globex Cancel and refund: 800526 of 800603, before 800526 of 800603, left 980764, burn 0/7840000, past 11536805 of 11538153",
  "cus_globex Pay partners: 2420 of 2420, before 2420 of 2420, left 1000000, burn 0/30000, past 14157 of 14157",
  "cus_hooli Buy from a seller: 2883029 of 2883508, before 2883029 of 2883508, left 833882, burn 0/4664000, past 34624224 of 34629338",
  "cus_hooli Onboard a seller: 2408 of 2408, before 2408 of 2408, left 1000000, burn 0/30000, past 14181 of 14181",
  "cus_hooli Pay sellers: 3835986 of 3836759, before 3835986 of 3836759, left 798527, burn 2000000/6217000, past 46152090 of 46163017",
  "cus_initech Onboard an employer: 2820139 of 2820458, before 2820139 of 2820458, left 977379, burn 0/26930000, past 40347159 of 40351879",
  "cus_initech Salary run: 2399063 of 2399289, before 2399063 of 2399289, left 905805, burn 0/3890000, past 28837387 of 28840594",
  "cus_umbrella Clinic reports: 2480 of 2480, before 2480 of 2480, left 1000000, burn 0/30000, past 14180 of 14180",
  "cus_umbrella Insurer remittance: 1626719 of 1627058, before 1626719 of 1627058, left 958329, burn 0/15515000, past 23048335 of 23054788",
  "cus_umbrella Pay at reception: 959963 of 960082, before 959963 of 960082, left 876052, burn 1000000/1546000, past 11521010 of 11522706",
];

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

test("both engines come to the same figures, to the last event", async () => {
  const { db } = database;
  await seedDemo(db, now);
  const staff = mintContext({ db, now, actor: { kind: "system", job: "test" }, audience: { kind: "staff" }, permissions: [], requestId: "req_test" });
  const figures = [];
  for (const { slo, figure, burn } of await listSloViews(staff)) {
    const history = (await findSloHistory(staff, { id: slo.id, months: 12, zone: "Europe/Berlin" })) ?? [];
    const past = history.reduce((sum, { figure: each }) => ({ good: sum.good + (each?.counts.good ?? 0), total: sum.total + (each?.counts.total ?? 0) }), { good: 0, total: 0 });
    figures.push(`${slo.customerId} ${slo.name}: ${figure.counts.good} of ${figure.counts.total}, before ${figure.before.good} of ${figure.before.total}, left ${figure.leftPpm}, burn ${burn?.numerator}/${burn?.denominator}, past ${past.good} of ${past.total}`);
  }
  expect(figures.toSorted()).toEqual(known);
}, 120_000);

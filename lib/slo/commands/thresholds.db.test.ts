import { asc, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { customers } from "#db/schema/customers";
import { outbox } from "#db/schema/outbox";
import { sloThresholds } from "#db/schema/slo";
import { Failure } from "#lib/core/failure";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { tellThreshold } from "#lib/delivery/jobs/budget-mails";
import { acme, addCast, anna, carla, mira, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anSli, anSlo, count } from "#lib/testing/slos";
import { SaveThreshold } from "../input.ts";
import { lookAtBudgets } from "../jobs.ts";
import { listSloEntries } from "../queries/page.ts";
import { listOwnThresholds } from "../queries/thresholds.ts";
import { saveThreshold } from "./thresholds.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byMira = (now = testNow) => asStaff(database.db, mira, now);
const failure = (promise: Promise<unknown>) => promise.then(() => "done", (error: unknown) => (error instanceof Failure ? error.code : String(error)));
const kept = () => database.db.read.select().from(sloThresholds);

async function setUp(customerId: string | null = acme.id) {
  const { sliId, series } = await anSli(byMira(), database.db, { customerId });
  return { series, slo: await anSlo(byMira(testNow - 30 * DAY), [sliId], { target: 990_000 }) };
}

describe("a customer's own threshold", () => {
  test("is its own: another customer neither sees nor sets it, and staff's page has none", async () => {
    const { slo } = await setUp();
    await saveThreshold(asMember(database.db, anna), { slo, left: 50 });
    expect(await failure(saveThreshold(asMember(database.db, carla), { slo, left: 60 }))).toBe("not_found");
    expect([[...(await listOwnThresholds(asMember(database.db, anna)))], [...(await listOwnThresholds(asMember(database.db, carla)))], [...(await listOwnThresholds(byMira()))], [...(await listOwnThresholds(asPublic(database.db)))]]).toEqual([[[slo, { leftPpm: 500_000, setByName: anna.name }]], [], [], []]);
    expect((await listSloEntries(asMember(database.db, anna), { months: 1, zone: "UTC" })).map(({ own }) => own?.leftPpm)).toEqual([500_000]);
  });

  test("of an objective for all is each customer's", async () => {
    const { slo } = await setUp(null);
    await saveThreshold(asMember(database.db, anna), { slo, left: 50 });
    await saveThreshold(asMember(database.db, carla), { slo, left: 80 });
    await saveThreshold(asMember(database.db, anna), { slo, left: null });
    expect(await kept()).toMatchObject([{ leftPpm: 800_000, setByName: carla.name }]);
  });

  test("is no wish of staff", async () => {
    const { slo } = await setUp();
    expect(await failure(saveThreshold(byMira(), { slo, left: 50 }))).toBe("forbidden");
    expect(await kept()).toEqual([]);
  });

  test.each([["21", 21], ["95", 95], ["50 %", 50], ["", null], ["20", "refused"], ["96", "refused"], ["50.5", "refused"], ["many", "refused"]])("%j reads as %j", (left, expected) => {
    const read = SaveThreshold.safeParse({ customer: "acme", slo: "slo_1", left });
    expect(read.success ? read.data.left : "refused").toBe(expected);
  });
});

describe("a budget below it", () => {
  const crossed = async () => (await database.db.read.select({ kind: outbox.kind, payload: outbox.payload }).from(outbox).where(isNull(outbox.doneAt)).orderBy(asc(outbox.createdAt), asc(outbox.id))).filter(({ kind }) => kind === "slo.threshold_crossed");
  const look = (now: number) => lookAtBudgets({ db: database.db, now });

  async function burning(customerLanguage: "en" | "de" = "en") {
    const { slo, series } = await setUp();
    await database.db.write((tx) => tx.update(customers).set({ language: customerLanguage }));
    await saveThreshold(asMember(database.db, anna), { slo, left: 50 });
    await count(database.db, { series, from: testNow - 10 * HOUR, until: testNow });
    await look(testNow);
    // 700 minutes of 100 events at 99 %: 700 may fail, 450 do.
    await count(database.db, { series, from: testNow, until: testNow + 100 * MINUTE, bad: 4 });
    await count(database.db, { series, from: testNow + 100 * MINUTE, until: testNow + 101 * MINUTE, bad: 50 });
    await look(testNow + 102 * MINUTE);
    return { slo, series };
  }

  test("is told to the owners once, and again only after it has recovered", async () => {
    const { series } = await burning();
    await look(testNow + 103 * MINUTE);
    expect(await crossed()).toHaveLength(1);
    await count(database.db, { series, from: testNow + 101 * MINUTE, until: testNow + 20 * HOUR });
    await look(testNow + 20 * HOUR);
    expect(await kept()).toMatchObject([{ toldAt: null }]);
    await count(database.db, { series, from: testNow + 20 * HOUR, until: testNow + 20 * HOUR + 30 * MINUTE, bad: 80 });
    await look(testNow + 21 * HOUR);
    expect(await crossed()).toHaveLength(2);
  });

  test.each([
    ["en", "Less than 50 % of the budget left: Checkout works", "/c/acme/slos#"],
    ["de", "Weniger als 50 % des Budgets übrig: Checkout works", "/de/c/acme/slos#"],
  ] as const)("the mail is in the customer's language (%s), and one however often the job runs", async (language, subject, path) => {
    await burning(language);
    const [event] = await crossed();
    for (const _ of [1, 2]) await tellThreshold({ db: database.db, now: testNow }, event?.payload);
    const mails = await database.db.read.select({ address: deliveries.address, message: deliveries.message }).from(deliveries);
    expect(mails.map(({ address }) => address)).toEqual([anna.email]);
    expect(mails[0]?.message?.subject).toContain(subject);
    expect(mails[0]?.message?.text).toContain(path);
  });
});

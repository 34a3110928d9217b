import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { customers } from "#db/schema/customers";
import { deliveries, mailPaces } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { now as realNow } from "#lib/platform/clock";
import type { Mailer } from "#lib/platform/mailer/message";
import { resendMailer } from "#lib/platform/mailer/resend";
import { acme, addCast, anna, ben, cards, jonas } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { startFakeResend } from "#lib/testing/fake-resend";
import { keepQuiet, takeTurn } from "../commands/pace.ts";
import { getDelivery, listDeliveries } from "../queries/ledger.ts";
import { loadMessages } from "../queries/messages.ts";
import { fanOut } from "./fan-out.ts";
import { sendDue } from "./send.ts";

const database = testDatabase();
let resend: Awaited<ReturnType<typeof startFakeResend>>;
let mailer: Mailer;

beforeEach(async () => {
  resend = await startFakeResend({ requestsPerSecond: 1000 });
  mailer = resendMailer({ apiKey: "re_test", baseUrl: resend.url, now: realNow });
  await addCast(database.db);
  await database.db.write(async (tx) => {
    for (const { id, email, customerId } of [anna, ben]) {
      await tx.insert(subscribers).values({ id: `sub_${id}`, email, customerId, personId: id, identity: email, state: "active", timeZone: "Europe/Berlin", createdAt: 1 });
      await tx.insert(subscriptions).values({ id: `scr_${id}`, subscriberId: `sub_${id}`, scope: "everything", createdAt: 1 });
    }
  });
  const { updateId } = await openIncident(asStaff(database.db, jonas, realNow() - 60_000), { title: "Card payments are failing", visibility: "public", state: "investigating", body: "About 1 in 8 attempts fails.", components: [{ componentId: cards.id, state: "partial_outage" }] });
  await fanOut({ db: database.db, now: realNow() - 1_000 }, { updateId });
});

afterEach(async () => {
  await mailer.close();
  await resend.close();
});

const send = () => sendDue({ db: database.db, mailer, now: realNow });
const rows = () => database.db.read.select().from(deliveries).orderBy(deliveries.id);
const states = async () => (await rows()).map((row) => row.state);
const makeDue = () => database.db.write((tx) => tx.update(deliveries).set({ dueAt: 0 }));

describe("a retry", () => {
  test("sends the same bytes, whatever became of its reader and customer meanwhile", async () => {
    const before = await loadMessages(database.db.read, await rows());
    resend.dropAnswers(1);
    await send();
    await database.db.write(async (tx) => {
      await tx.update(customers).set({ name: "Acme Renamed", slug: "renamed" }).where(eq(customers.id, acme.id));
      await tx.update(subscribers).set({ linkVersion: 7, email: "moved@acme.example", timeZone: "Asia/Tokyo" });
    });
    await makeDue();
    await send();
    expect(await loadMessages(database.db.read, await rows())).toEqual(before);
    // The provider answers a key whose request has changed with a refusal.
    expect(resend.requests.map((request) => request.status)).toEqual([200, 200]);
    expect(await states()).toEqual(["sent", "sent"]);
    expect(resend.accepted).toHaveLength(2);
  });

  test.each(["rate_limit_exceeded", "invalid_api_key", "daily_quota_exceeded"] as const)("whose first try may have left is not asked for under a new key because of a %s", async (refusal) => {
    resend.dropAnswers(1);
    await send();
    await makeDue();
    resend.failNext(refusal);
    await send();
    await makeDue();
    await liftQuiet();
    await send();
    expect(await states()).toEqual(["sent", "sent"]);
    expect(resend.accepted).toHaveLength(2);
    expect(new Set(resend.requests.map((request) => request.key)).size).toBe(1);
  });
});

describe("the console", () => {
  test("shows staff what a reader was told, word for word", async () => {
    const ctx = asStaff(database.db, jonas, realNow());
    const [row] = await listDeliveries(ctx, { state: "queued", before: null, limit: 1 });
    const delivery = await getDelivery(ctx, row?.id ?? "");
    expect(delivery.subject).toContain("Card payments are failing");
    expect(delivery.text).toContain("About 1 in 8 attempts fails.");
    expect(delivery.text).not.toContain("candor-place-of");
  });
});

describe("a provider's wish for quiet", () => {
  test("binds every worker of the database until it is over", async () => {
    await keepQuiet(database.db, { provider: "resend", forMs: 60_000 });
    const { count, quietUntil } = await send();
    expect(count).toBe(0);
    expect(quietUntil).toBeGreaterThan(realNow());
    expect(resend.requests).toHaveLength(0);
    await liftQuiet();
    expect((await send()).count).toBe(2);
  });

  test("is not shortened by a later, shorter one", async () => {
    await keepQuiet(database.db, { provider: "resend", forMs: 60_000 });
    await keepQuiet(database.db, { provider: "resend", forMs: 1_000 });
    expect((await takeTurn(database.db, { provider: "resend", everyMs: 1 })).quietMs).toBeGreaterThan(30_000);
  });

  test("said by one is heard by all", async () => {
    resend.failNext("rate_limit_exceeded");
    await send();
    expect((await takeTurn(database.db, { provider: "resend", everyMs: 1 })).quietMs).toBeGreaterThan(0);
  });
});

async function liftQuiet() {
  await database.db.write((tx) => tx.update(mailPaces).set({ quietUntil: 0 }));
}

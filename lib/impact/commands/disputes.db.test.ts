import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { deliveries } from "#db/schema/delivery";
import { impactDisputes } from "#db/schema/impact";
import { sliMinutes } from "#db/schema/sli";
import { outbox } from "#db/schema/outbox";
import type { Context } from "#lib/access/context";
import { incidentStory } from "#lib/delivery/queries/stories/incident";
import { listFeedItems } from "#lib/feeds/queries";
import { isFailure } from "#lib/core/failure";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { acme, addCast, anna, ben, carla, globex, initech, ishaan, jonas, mira, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { anSli, anSlo, count } from "#lib/testing/slos";
import { tellDispute, tellDisputeAnswered } from "#lib/delivery/jobs/impact-mails";
import { listImpactDisputes, listOpenDisputes } from "../queries/disputes.ts";
import { getIncidentImpact, listCustomerImpacts } from "../queries/impact.ts";
import { answerImpactDispute, disputeImpact } from "./disputes.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byMira = (now = testNow) => asStaff(database.db, mira, now);
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(() => null, (reason: unknown) => reason);
  return isFailure(error) ? error.code : error;
};
const site = "https://status.northlight.example";
const began = testNow - 30 * MINUTE;

/** Half an hour in which a quarter of Acme's and a tenth of Globex's requests fail, after six quiet weeks. */
async function trouble() {
  const ours = await anSli(byMira(), database.db);
  const theirs = await anSli(byMira(), database.db, { key: "trips", customerId: globex.id });
  for (const [series, bad] of [[ours.series, 25], [theirs.series, 10]] as const) {
    for (let week = 1; week <= 6; week++) await count(database.db, { series, from: began - week * 7 * DAY - HOUR, until: began - week * 7 * DAY + 2 * HOUR, bad: 0 });
    await count(database.db, { series, from: began, until: testNow, bad });
  }
  const sloId = await anSlo(byMira(), [ours.sliId]);
  return { ...(await anIncident(asStaff(database.db, jonas, began), {})), sloId };
}

describe("an incident's impact", () => {
  test("is each customer's own: another reads another figure, and nobody else's", async () => {
    const incident = await trouble();
    const ours = await getIncidentImpact(asMember(database.db, anna), { incidentId: incident.incidentId, customerId: acme.id });
    const theirs = await getIncidentImpact(asMember(database.db, carla), { incidentId: incident.incidentId, customerId: globex.id });
    expect([ours.failed, ours.total, ours.sharePpm, ours.affectedMs, ours.confidence, ours.isOpen]).toEqual([750, 3_000, 250_000, 30 * MINUTE, "high", true]);
    expect([theirs.failed, theirs.total, theirs.sharePpm]).toEqual([300, 3_000, 100_000]);
    expect(JSON.parse(JSON.stringify(ours))).toEqual(ours);
    expect(await failure(getIncidentImpact(asMember(database.db, anna), { incidentId: incident.incidentId, customerId: globex.id }))).toBe("not_found");
    expect(await failure(getIncidentImpact(asPublic(database.db), { incidentId: incident.incidentId, customerId: acme.id }))).toBe("not_found");
  });

  test("says what it took of the budget, what is left and how long that lasts if it goes on", async () => {
    const incident = await trouble();
    const { budgets } = await getIncidentImpact(byMira(), { incidentId: incident.incidentId, customerId: acme.id });
    // Of 75 000 counted in thirty days 75 may fail: four weeks of three hours, and this half hour.
    expect(budgets).toEqual([{ sloId: incident.sloId, name: "Checkout works", targetPpm: 999_000, spent: 750, usedPpm: 10_000_000, leftPpm: -9_000_000, lastsMs: 0 }]);
  });

  test("is told by quarter hours where there are no minutes of then", async () => {
    const incident = await trouble();
    await database.db.write(async (tx) => void (await tx.delete(sliMinutes)));
    const impact = await getIncidentImpact(byMira(), { incidentId: incident.incidentId, customerId: acme.id });
    expect([impact.failed, impact.total, impact.slotMs, impact.affectedMs]).toEqual([750, 3_000, 15 * MINUTE, 30 * MINUTE]);
  });

  test("is unknown for a customer that is not counted, and said so", async () => {
    const incident = await trouble();
    const unmeasured = await getIncidentImpact(asMember(database.db, ishaan), { incidentId: incident.incidentId, customerId: initech.id });
    expect(unmeasured).toMatchObject({ measurement: "unmeasured", confidence: "none", failed: 0, sharePpm: null, journeys: [], budgets: [] });
  });

  test("is seen whole by staff, the hardest hit first", async () => {
    const incident = await trouble();
    const { measured, unmeasured } = await listCustomerImpacts(asStaff(database.db, tom), incident.incidentId);
    expect(measured.map(({ name, impact }) => [name, impact.failed])).toEqual([["Acme Retail", 750], ["Globex Travel", 300]]);
    expect(unmeasured).toBe(2);
    expect(await failure(listCustomerImpacts(asMember(database.db, anna), incident.incidentId))).toBe("forbidden");
  });

  test("of an incident that is not for a customer does not exist for it", async () => {
    await trouble();
    const other = await anIncident(byMira(), { visibility: "selected", customerIds: [globex.id], components: [] });
    expect(await failure(getIncidentImpact(asMember(database.db, anna), { incidentId: other.incidentId, customerId: acme.id }))).toBe("not_found");
    expect(await failure(getIncidentImpact(byMira(), { incidentId: other.incidentId, customerId: acme.id }))).toBe("not_found");
  });
});

describe("what is told of an incident", () => {
  test("names each customer its own figure, as it was when the mail was written, and the public none", async () => {
    const incident = await trouble();
    const post = await incidentStory.findPost(database.db.read, incident.updateId);
    const mail = async (ctx: Context, customer: { id: string; slug: string; name: string } | null, language: "en" | "de" = "en") => {
      const words = post && (await incidentStory.findWords(ctx, post));
      return words?.write({ portalName: "Northlight", portalUrl: site, customer, language, timeZone: "UTC" }).measured;
    };
    expect(await mail(asMember(database.db, anna), acme)).toBe("750 of your 3,000 requests failed beyond what is normal (25.00\u00a0%), in 30 minutes.");
    expect(await mail(asMember(database.db, anna), acme, "de")).toBe("750 Ihrer 3.000 Anfragen schlugen über das Übliche hinaus fehl (25,00\u00a0%), in 30 Minuten.");
    expect(await mail(asMember(database.db, carla), globex)).toContain("300 of your 3,000");
    expect(await mail(asMember(database.db, ishaan), initech)).toBe("We have no measurement for you.");
    expect(await mail(asPublic(database.db), null)).toBeNull();
  });

  test("stands in a customer's own feed and in nobody else's", async () => {
    await trouble();
    const feed = async (ctx: Context) => (await listFeedItems(ctx, { url: site, incidentUrl: (code) => `${site}/incidents/${code}`, maintenanceUrl: (code) => `${site}/maintenance/${code}` })).map(({ html }) => html).join();
    expect(await feed(asMember(database.db, anna))).toContain("750 of your 3,000 requests");
    expect(await feed(asMember(database.db, carla))).toContain("300 of your 3,000 requests");
    expect(await feed(asPublic(database.db))).not.toContain("requests failed beyond");
  });
});

describe("a dispute", () => {
  const words = { words: "Our load balancer counted 912 errors.", failed: 912 };

  test("keeps what the page said, is answered once, and only its customer and staff read it", async () => {
    const incident = await trouble();
    const id = await disputeImpact(asMember(database.db, ben), { code: incident.code, ...words });
    expect(await failure(disputeImpact(asMember(database.db, anna), { code: incident.code, ...words }))).toBe("conflict");
    expect((await listOpenDisputes(byMira())).map((each) => [each.customer, each.code])).toEqual([["Acme Retail", incident.code]]);
    await answerImpactDispute(byMira(testNow + HOUR), { id: incident.code, dispute: id, words: "You are right: we did not count retries.", failed: 900 });
    expect(await failure(answerImpactDispute(byMira(), { id: incident.code, dispute: id, words: "Again", failed: null }))).toBe("conflict");
    const read = (ctx: Parameters<typeof listImpactDisputes>[0]) => listImpactDisputes(ctx, incident.incidentId);
    expect(await read(asMember(database.db, anna))).toMatchObject([{ words: words.words, claimedFailed: 912, measuredFailed: 750, measuredTotal: 3_000, raisedByName: ben.name, answer: "You are right: we did not count retries.", agreedFailed: 900, answeredByName: mira.name }]);
    expect([await read(asMember(database.db, carla)), await read(asPublic(database.db)), await listOpenDisputes(asMember(database.db, anna))]).toEqual([[], [], []]);
    expect((await read(asStaff(database.db, tom))).length).toBe(1);
    expect((await database.db.read.select({ action: auditEntries.action }).from(auditEntries)).map(({ action }) => action).filter((action) => action.includes("dispute")).toSorted()).toEqual(["incident.impact_dispute_answered", "incident.impact_disputed"]);
  });

  test("is refused to whoever may not, and leaves nothing behind", async () => {
    const incident = await trouble();
    const hidden = await anIncident(byMira(), { visibility: "selected", customerIds: [globex.id], components: [] });
    expect(await failure(disputeImpact(asMember(database.db, anna), { code: hidden.code, ...words }))).toBe("not_found");
    expect(await failure(disputeImpact(asMember(database.db, anna), { code: "NEVER", ...words }))).toBe("not_found");
    expect(await failure(disputeImpact(byMira(), { code: incident.code, ...words }))).toBe("forbidden");
    expect(await failure(disputeImpact(asPublic(database.db), { code: incident.code, ...words }))).toBe("forbidden");
    expect(await database.db.read.select().from(impactDisputes)).toEqual([]);
    const id = await disputeImpact(asMember(database.db, anna), { code: incident.code, ...words });
    expect(await failure(answerImpactDispute(asStaff(database.db, tom), { id: incident.code, dispute: id, words: "No", failed: null }))).toBe("forbidden");
    expect(await failure(answerImpactDispute(byMira(), { id: hidden.code, dispute: id, words: "No", failed: null }))).toBe("not_found");
    expect((await listOpenDisputes(byMira())).length).toBe(1);
  });

  test("is told to the team, and its answer to whoever raised it, once", async () => {
    const incident = await trouble();
    const id = await disputeImpact(asMember(database.db, ben), { code: incident.code, ...words });
    expect((await database.db.read.select({ kind: outbox.kind }).from(outbox)).map(({ kind }) => kind)).toContain("impact.disputed");
    const job = { db: database.db, now: testNow };
    await tellDispute(job, { disputeId: id });
    await tellDispute(job, { disputeId: id });
    await tellDisputeAnswered(job, { disputeId: id });
    const addresses = async () => (await database.db.read.select({ address: deliveries.address }).from(deliveries)).map(({ address }) => address).toSorted();
    expect(await addresses()).toEqual(["mira.okafor@northlight.example", "priya.raman@northlight.example"]);
    await answerImpactDispute(byMira(), { id: incident.code, dispute: id, words: "You are right.", failed: 900 });
    await tellDisputeAnswered(job, { disputeId: id });
    await tellDisputeAnswered(job, { disputeId: id });
    expect(await addresses()).toEqual([ben.email, "mira.okafor@northlight.example", "priya.raman@northlight.example"]);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { maintenances } from "#db/schema/maintenance";
import { DAY, HOUR } from "#lib/core/time";
import { editMaintenance } from "#lib/maintenance/commands/edit";
import { moveMaintenance } from "#lib/maintenance/commands/change-times";
import { replyToMaintenance } from "#lib/maintenance/commands/reply";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, ishaan, jonas, payouts, testNow, una } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMaintenance, aSeries } from "#lib/testing/maintenances";
import { findMaintenanceView } from "./maintenance.ts";
import { getMaintenanceList } from "./maintenance-list.ts";
import { getStatusView } from "./view.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (ms = 0) => asStaff(database.db, jonas, testNow + ms);
const start = testNow + 2 * DAY;

describe("one planned work", () => {
  test("says what it touches of a reader's own, by their own names", async () => {
    const { code } = await aMaintenance(at(), { componentIds: [cards.id, payouts.id] });
    expect(await findMaintenanceView(asMember(database.db, anna), code)).toMatchObject({ components: ["Checkout EU", "Payouts"], theirComponents: ["Checkout EU", "Payouts"] });
    expect(await findMaintenanceView(asMember(database.db, ishaan), code)).toMatchObject({ components: ["Card processing", "Payouts"], theirComponents: ["Payouts"] });
    expect(await findMaintenanceView(asMember(database.db, una), code)).toMatchObject({ theirComponents: [] });
    expect(await findMaintenanceView(asPublic(database.db), code)).toMatchObject({ components: ["Card processing", "Payouts"] });
  });

  test("of a component only its users know, nobody else learns", async () => {
    const { code } = await aMaintenance(at(), { componentIds: [cards.id, acmeGateway.id] });
    for (const ctx of [asPublic(database.db), asMember(database.db, carla)]) expect(JSON.stringify(await findMaintenanceView(ctx, code))).not.toContain("gateway");
  });

  test("is for those it is for, and does not exist for anybody else", async () => {
    const { code } = await aMaintenance(at(), { visibility: "affected", componentIds: [acmeGateway.id] });
    expect(await findMaintenanceView(asMember(database.db, ben), code)).not.toBeNull();
    for (const ctx of [asPublic(database.db), asMember(database.db, carla)]) {
      expect(await findMaintenanceView(ctx, code)).toBeNull();
      expect(await getMaintenanceList(ctx, {})).toMatchObject({ upcoming: [], underWay: [], past: [], series: [] });
    }
  });

  test("keeps the times it had", async () => {
    const { code, maintenanceId } = await aMaintenance(at());
    await moveMaintenance(at(HOUR), { maintenanceId, baseVersion: 1, scheduledFor: start + DAY, scheduledUntil: start + DAY + HOUR });
    expect(await findMaintenanceView(asPublic(database.db), code)).toMatchObject({ sequence: 1, scheduledFor: start + DAY, updates: [{ kind: "moved", earlierFor: start, earlierUntil: start + HOUR }, { kind: "scheduled", earlierFor: null }] });
  });
});

describe("a question", () => {
  test("is seen by who is asked; its answer only by who gave it", async () => {
    const { code } = await aMaintenance(at(), { componentIds: [cards.id], asksUntil: testNow + DAY });
    await replyToMaintenance(asMember(database.db, ben, testNow + HOUR), { code, sequence: 0, answer: "object", comment: "Zzsecret sale", proposedFor: start + DAY });
    expect(await findMaintenanceView(asMember(database.db, anna), code)).toMatchObject({ asksUntil: testNow + DAY, reply: { answer: "object", comment: "Zzsecret sale" } });
    expect(await findMaintenanceView(asMember(database.db, carla), code)).toMatchObject({ asksUntil: testNow + DAY, reply: null });
    for (const ctx of [asPublic(database.db), asMember(database.db, una), asStaff(database.db, jonas)]) expect(JSON.stringify(await findMaintenanceView(ctx, code))).not.toContain("Zzsecret");
    expect((await findMaintenanceView(asPublic(database.db), code))?.asksUntil).toBeNull();
    expect((await findMaintenanceView(asMember(database.db, una), code))?.asksUntil).toBeNull();
  });

  test("an answer to the times before is none to those of now", async () => {
    const { code, maintenanceId } = await aMaintenance(at(), { asksUntil: testNow + DAY });
    await replyToMaintenance(asMember(database.db, ben), { code, sequence: 0, answer: "accept" });
    await moveMaintenance(at(HOUR), { maintenanceId, baseVersion: 1, scheduledFor: start + DAY, scheduledUntil: start + DAY + HOUR, asksUntil: testNow + DAY });
    expect((await findMaintenanceView(asMember(database.db, ben), code))?.reply).toBeNull();
  });
});

describe("what repeats", () => {
  test("is shown with its next times, and no more of it than five", async () => {
    await aSeries(at());
    const view = await getStatusView(asPublic(database.db));
    const first = Date.UTC(2026, 10, 8, 1);
    expect(view.upcoming).toMatchObject([{ title: "Restart of the caches", repeats: "every week on Sunday", scheduledFor: first }]);
    expect(view.series).toMatchObject([{ repeats: "every week on Sunday" }]);
    expect(view.series[0]?.next.map(({ from }) => (from - first) / DAY)).toEqual([7, 14, 21, 28]);
  });

  test("is not told to whoever sees one time of it only", async () => {
    const { code } = await aSeries(at(), { visibility: "selected", customerIds: [acme.id] });
    const [row] = await database.db.read.select().from(maintenances);
    await editMaintenance(at(), { maintenanceId: row?.id ?? "", baseVersion: 1, title: "Restart", visibility: "public", componentIds: [cards.id] });
    expect(await findMaintenanceView(asMember(database.db, anna), code ?? "")).toMatchObject({ repeats: "every week on Sunday", next: [{}, {}, {}, {}, {}] });
    for (const ctx of [asPublic(database.db), asMember(database.db, carla)]) expect(await findMaintenanceView(ctx, code ?? "")).toMatchObject({ repeats: null, next: [] });
  });

  test("is shown to those it is for, and to nobody else", async () => {
    const far = { scheduledFor: testNow + 30 * DAY, scheduledUntil: testNow + 30 * DAY + HOUR, rrule: "FREQ=WEEKLY" };
    await aSeries(at(), { ...far, visibility: "selected", customerIds: [acme.id], title: "For Acme" });
    await aSeries(at(), { ...far, visibility: "affected", componentIds: [payouts.id], title: "For payouts" });
    await aSeries(at(), { ...far, visibility: "internal", title: "For staff" });
    const titles = async (ctx: Parameters<typeof getStatusView>[0]) => (await getMaintenanceList(ctx, {})).series.map((series) => series.title).toSorted();
    expect(await titles(asMember(database.db, anna))).toEqual(["For Acme", "For payouts"]);
    expect(await titles(asMember(database.db, ishaan))).toEqual(["For payouts"]);
    expect(await titles(asMember(database.db, carla))).toEqual([]);
    expect(await titles(asPublic(database.db))).toEqual([]);
    expect(await titles(at())).toHaveLength(3);
  });
});

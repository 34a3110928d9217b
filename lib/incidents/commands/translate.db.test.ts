import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery";
import { updateTranslations } from "#db/schema/incidents";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { MINUTE } from "#lib/core/time";
import { fanOut } from "#lib/delivery/jobs/fan-out";
import { loadMessages } from "#lib/delivery/queries/messages";
import { speaking } from "#lib/platform/language";
import { findIncidentView } from "#lib/status/queries/incident";
import { addCast, mira, testNow } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { editUpdate } from "./edit-update.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const asMira = (after = MINUTE) => asStaff(database.db, mira, testNow + after);
const english = "About 1 in 8 card payments in Europe is refused.";
const german = "Etwa jede achte Kartenzahlung in Europa wird abgelehnt.";
const translated = { translations: [{ language: "de" as const, body: german }] };

async function read(code: string, language: "de" | "en") {
  const view = await speaking(language, () => findIncidentView(asPublic(database.db, testNow + 5 * MINUTE), code));
  const [update] = view?.updates ?? [];
  return { body: update?.body, translated: update?.translated };
}

describe("a translation", () => {
  test("is read in its language, and the original in any other", async () => {
    const { code } = await anIncident(asMira(0), translated);
    expect(await read(code, "de")).toEqual({ body: german, translated: { original: english, isOlder: false } });
    expect(await read(code, "en")).toEqual({ body: english, translated: null });
  });

  test("is older once the original was edited, until it is written anew or said to fit", async () => {
    const { code, updateId } = await anIncident(asMira(0), translated);
    await editUpdate(asMira(), { updateId, baseRevision: 1, body: "About 1 in 9 is refused." });
    expect(await read(code, "de")).toEqual({ body: german, translated: { original: "About 1 in 9 is refused.", isOlder: true } });
    await editUpdate(asMira(2 * MINUTE), { updateId, baseRevision: 2, body: "About 1 in 9 is refused.", translations: [{ language: "de", body: german, fits: true }] });
    expect(await read(code, "de")).toMatchObject({ body: german, translated: { isOlder: false } });
    await editUpdate(asMira(3 * MINUTE), { updateId, baseRevision: 3, body: "About 1 in 10 is refused.", translations: [{ language: "de", body: "Etwa jede zehnte." }] });
    expect(await read(code, "de")).toMatchObject({ body: "Etwa jede zehnte.", translated: { isOlder: false } });
  });

  test("left out of an edit stays, an empty one goes, and one that says the same changes nothing", async () => {
    const { updateId } = await anIncident(asMira(0), translated);
    const stored = () => database.db.read.select().from(updateTranslations);
    await editUpdate(asMira(), { updateId, baseRevision: 1, body: english, translations: [{ language: "de", body: german }] });
    expect(await stored()).toMatchObject([{ body: german, translatedAt: testNow }]);
    await editUpdate(asMira(), { updateId, baseRevision: 1, body: "Other words." });
    expect(await stored()).toHaveLength(1);
    await editUpdate(asMira(), { updateId, baseRevision: 2, body: "Other words.", translations: [{ language: "de", body: "" }] });
    expect(await stored()).toEqual([]);
  });

  test("is what a mail says to who reads mails in its language", async () => {
    await database.db.write(async (tx) => {
      for (const [id, language] of [["sub_de", "de"], ["sub_en", "en"]] as const) {
        await tx.insert(subscribers).values({ id, identity: id, email: `${id}@stranger.example`, state: "active", timeZone: "Europe/Berlin", createdAt: 1, language });
        await tx.insert(subscriptions).values({ id: `scr_${id}`, subscriberId: id, scope: "everything", createdAt: 1 });
      }
    });
    const { updateId } = await anIncident(asMira(0), translated);
    expect(await fanOut({ db: database.db, now: testNow }, { updateId })).toBe(2);
    const textTo = async (subscriberId: string) => {
      const [message] = await loadMessages(database.db.read, await database.db.read.select().from(deliveries).where(eq(deliveries.subscriberId, subscriberId)));
      return message?.text ?? "";
    };
    expect(await textTo("sub_de")).toContain(german);
    expect(await textTo("sub_de")).not.toContain(english);
    expect(await textTo("sub_en")).toContain(english);
  });
});

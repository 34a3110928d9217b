import fc from "fast-check";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { deliveries, deliveryRenditions, suppressions } from "#db/schema/delivery";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, dan, globex, initech, ishaan, jonas, payouts, testNow, umbrella, una } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase, withDatabase } from "#lib/testing/database";
import { findPostedUpdate } from "../queries/post-scope.ts";
import { countRecipients } from "../queries/recipients.ts";
import { fanOut } from "./fan-out.ts";

const database = testDatabase();
const members = [anna, ben, carla, dan, ishaan, una];
const uses: Record<string, string[]> = { [acme.id]: [cards.id, payouts.id, acmeGateway.id], [globex.id]: [cards.id], [initech.id]: [payouts.id], [umbrella.id]: [] };
const publicComponents = [cards.id, payouts.id];

beforeEach(() => addCast(database.db));

interface Reader {
  /** Which member, or null for a stranger. */
  member: number | null;
  state: "active" | "paused" | "paused, over" | "stopped" | "pending";
  timeZone: string;
  wants: ("everything" | "cards" | "payouts" | "gateway" | "incident")[];
  isMuted: boolean;
  isSuppressed: boolean;
}

interface World {
  visibility: "public" | "affected" | "selected" | "internal";
  touches: ("cards" | "payouts" | "gateway")[];
  named: string[];
  /** Members who have been removed. */
  gone: number[];
  readers: Reader[];
  sliceSize: number;
}

const component = { cards: cards.id, payouts: payouts.id, gateway: acmeGateway.id };
const reader: fc.Arbitrary<Reader> = fc.record({
  member: fc.option(fc.nat(members.length - 1), { nil: null }),
  state: fc.constantFrom("active", "active", "active", "paused", "paused, over", "stopped", "pending"),
  timeZone: fc.constantFrom("Europe/Berlin", "UTC", "Asia/Singapore"),
  wants: fc.uniqueArray(fc.constantFrom("everything", "cards", "payouts", "gateway", "incident"), { maxLength: 3 }),
  isMuted: fc.nat(5).map((draw) => draw === 0),
  isSuppressed: fc.nat(5).map((draw) => draw === 0),
});
const drawnWorld: fc.Arbitrary<World> = fc.record({
  visibility: fc.constantFrom("public", "public", "affected", "selected", "internal"),
  touches: fc.uniqueArray(fc.constantFrom("cards", "payouts", "gateway"), { maxLength: 2 }),
  named: fc.subarray([acme.id, globex.id, umbrella.id], { minLength: 1 }),
  gone: fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 }),
  readers: fc.array(reader, { minLength: 3, maxLength: 14 }),
  sliceSize: fc.integer({ min: 1, max: 4 }),
});
// What concerns nobody by construction cannot be published.
const world = drawnWorld.map((drawn): World => (drawn.visibility === "affected" && drawn.touches.length === 0 ? { ...drawn, touches: ["cards"] } : drawn));

describe("in random worlds", () => {
  test("slices of any size reach exactly those who hear, each once, and the composer counts as many", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        await withDatabase(async ({ db }) => {
          await addCast(db);
          const { incidentId, updateId } = await openIncident(asStaff(db, jonas), {
            title: "Card payments are failing",
            state: "investigating",
            body: "About 1 in 8 attempts fails.",
            visibility: drawn.visibility,
            ...(drawn.visibility === "selected" ? { customerIds: drawn.named } : {}),
            components: drawn.touches.map((name) => ({ componentId: component[name], state: "partial_outage" as const })),
          });
          await addReaders(db, { drawn, incidentId });
          await fanOut({ db, now: testNow, sliceSize: drawn.sliceSize }, { updateId });
          const rows = await db.read.select({ id: deliveries.id, subscriberId: deliveries.subscriberId }).from(deliveries).orderBy(deliveries.id);
          const heard = rows.map((row) => row.subscriberId).sort();
          expect(heard).toEqual(drawn.readers.flatMap((each, index) => (hears(drawn, each) ? [`sub_${index}`] : [])).sort());
          const posted = await findPostedUpdate(db.read, updateId);
          if (!posted) throw new Error("The update is not there.");
          expect((await countRecipients(db.read, { scope: posted.scope, now: testNow })).total).toBe(heard.length);
        });
      }),
      { numRuns: 25 },
    );
  });
});

// Said once more in plain words, reader by reader.
function hears({ visibility, touches, named, gone }: World, { member, state, wants, isMuted, isSuppressed }: Reader): boolean {
  if (visibility === "internal" || isMuted || isSuppressed || (state !== "active" && state !== "paused, over")) return false;
  const follows = wants.includes("incident");
  const touched = touches.map((name) => component[name]);
  const chose = (known: string[]) => follows || wants.includes("everything") || touches.some((name) => wants.includes(name) && known.includes(component[name]));
  if (member === null) return visibility === "public" && chose(publicComponents);
  const customerId = members[member]?.customerId ?? "";
  if (gone.includes(member)) return false;
  if (visibility === "public" && follows) return true;
  if (visibility === "selected") return named.includes(customerId) && chose(touched);
  const isConcerned = touches.length === 0 ? visibility === "public" : touched.some((id) => uses[customerId]?.includes(id));
  return isConcerned && chose(touched);
}

async function addReaders(db: typeof database.db, { drawn, incidentId }: { drawn: World; incidentId: string }) {
  await db.write(async (tx) => {
    for (const index of drawn.gone) await tx.delete(memberships).where(eq(memberships.personId, members[index]?.id ?? ""));
    for (const [index, each] of drawn.readers.entries()) {
      const person = each.member === null ? null : (members[each.member] ?? null);
      const id = `sub_${index}`;
      const email = `reader${index}@readers.example`;
      const isPaused = each.state.startsWith("paused");
      const pausedUntil = isPaused ? testNow + (each.state === "paused" ? 1 : 0) : null;
      await tx.insert(subscribers).values({ id, email, identity: id, customerId: person?.customerId ?? null, personId: person?.id ?? null, state: isPaused ? "paused" : (each.state as "active"), pausedUntil, timeZone: each.timeZone, createdAt: 1 });
      for (const wish of each.wants) {
        const scope = wish === "everything" || wish === "incident" ? wish : "component";
        await tx.insert(subscriptions).values({ id: `scr_${index}_${wish}`, subscriberId: id, scope, componentId: scope === "component" ? component[wish as "cards"] : null, incidentId: wish === "incident" ? incidentId : null, createdAt: 1 });
      }
      if (each.isMuted) await tx.insert(mutedIncidents).values({ subscriberId: id, incidentId });
      if (each.isSuppressed) await tx.insert(suppressions).values({ email, reason: "bounced", createdAt: 1 });
    }
  });
}

describe("words", () => {
  test("are stored once an audience and zone, however many read them and however often it is fanned out", async () => {
    await addStrangers(6);
    const { updateId } = await open();
    await fanOut({ db: database.db, now: testNow, sliceSize: 2 }, { updateId });
    await fanOut({ db: database.db, now: testNow, sliceSize: 4 }, { updateId });
    const stored = await database.db.read.select({ customerId: deliveryRenditions.customerId, timeZone: deliveryRenditions.timeZone }).from(deliveryRenditions).orderBy(deliveryRenditions.timeZone);
    expect(stored).toEqual([{ customerId: null, timeZone: "Europe/Berlin" }, { customerId: null, timeZone: "UTC" }]);
    expect(await database.db.read.select({ id: deliveries.id }).from(deliveries)).toHaveLength(6);
  });

  test("whoever changes zone in the middle of a fan-out is not left out", async () => {
    await addStrangers(4);
    const { updateId } = await open();
    let isFirst = true;
    const onStep = async (step: string) => {
      if (step !== "slice queued" || !isFirst) return;
      isFirst = false;
      await database.db.write((tx) => tx.update(subscribers).set({ timeZone: "Asia/Tokyo" }).where(eq(subscribers.id, "sub_3")));
    };
    await fanOut({ db: database.db, now: testNow, sliceSize: 2, onStep }, { updateId });
    expect(await database.db.read.select({ id: deliveries.id }).from(deliveries)).toHaveLength(4);
  });
});

test("an update posted while an older one is fanned out stops that, and nothing of the older one is left to be sent", async () => {
  await addStrangers(6);
  const first = await open();
  const newer: { updateId?: string } = {};
  const onStep = async (step: string) => {
    if (step !== "slice queued" || newer.updateId) return;
    const posted = await postUpdate(asStaff(database.db, jonas, testNow + 60_000), { incidentId: first.incidentId, baseVersion: first.version, state: "resolved", body: "All well again." });
    newer.updateId = posted.updateId;
  };
  await fanOut({ db: database.db, now: testNow, sliceSize: 2, onStep }, { updateId: first.updateId });
  expect(await database.db.read.select({ id: deliveries.id }).from(deliveries)).toHaveLength(2);
  await fanOut({ db: database.db, now: testNow, sliceSize: 2 }, { updateId: newer.updateId });
  const rows = await database.db.read.select({ updateId: deliveries.postId, state: deliveries.state }).from(deliveries);
  expect(rows.filter((row) => row.updateId === first.updateId).map((row) => row.state)).toEqual(["superseded", "superseded"]);
  expect(rows.filter((row) => row.updateId === newer.updateId).map((row) => row.state)).toEqual(Array.from({ length: 6 }, () => "queued"));
});

function open() {
  return openIncident(asStaff(database.db, jonas), { title: "Card payments are failing", state: "investigating", body: "About 1 in 8 attempts fails.", visibility: "public", components: [{ componentId: cards.id, state: "partial_outage" }] });
}

async function addStrangers(count: number) {
  const numbers = Array.from({ length: count }, (_, index) => index);
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values(numbers.map((index) => ({ id: `sub_${index}`, email: `reader${index}@readers.example`, identity: `sub_${index}`, state: "active" as const, timeZone: index % 2 === 0 ? "UTC" : "Europe/Berlin", createdAt: 1 })));
    await tx.insert(subscriptions).values(numbers.map((index) => ({ id: `scr_${index}`, subscriberId: `sub_${index}`, scope: "everything" as const, createdAt: 1 })));
  });
}

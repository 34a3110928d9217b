import fc from "fast-check";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "#db/open";
import { memberships } from "#db/schema/access";
import { announcementComponents, announcementCustomers, announcements } from "#db/schema/announcements";
import { deliveries, suppressions } from "#db/schema/delivery";
import { updates } from "#db/schema/incidents";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { endpoints, mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import type { ComponentState } from "#lib/catalog/terms";
import { minuteOfDay } from "#lib/core/time";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, dan, globex, initech, ishaan, jonas, payouts, testNow, umbrella, una } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { withDatabase } from "#lib/testing/database";
import { countRecipients } from "../queries/recipients.ts";
import { announcementStory } from "../queries/stories/announcement.ts";
import { incidentStory } from "../queries/stories/incident.ts";
import { maintenanceStory } from "../queries/stories/maintenance.ts";
import { fanOut } from "./fan-out.ts";

const members = [anna, ben, carla, dan, ishaan, una];
const uses: Record<string, string[]> = { [acme.id]: [cards.id, payouts.id, acmeGateway.id], [globex.id]: [cards.id], [initech.id]: [payouts.id], [umbrella.id]: [] };
const component = { cards: cards.id, payouts: payouts.id, gateway: acmeGateway.id };
const severities = ["degraded_performance", "partial_outage", "major_outage"] as const;
type Name = keyof typeof component;

interface Reader {
  /** Which member, or null for a stranger. */
  member: number | null;
  channel: "email" | "webhook" | "off";
  state: "active" | "paused" | "paused, over" | "stopped" | "pending";
  timeZone: string;
  language: "en" | "de";
  wants: ("everything" | Name | "incident")[];
  isMuted: boolean;
  suppressed: "no" | "yes" | "healed";
  isShared: boolean;
  kinds: { incidents: boolean; maintenance: boolean; announcements: boolean; postmortems: boolean };
  isBrief: boolean;
  minImpact: number;
  quiet: [from: number, until: number] | null;
  digestAt: number | null;
  isQuietBroken: boolean;
  /** What became of an earlier message of the story. */
  earlier: "none" | "sent" | "collected" | "superseded";
}

interface World {
  kind: "incidents" | "maintenance" | "announcements" | "postmortems";
  visibility: "public" | "affected" | "selected" | "internal";
  touches: { name: Name; state: (typeof severities)[number] }[];
  named: string[];
  /** It is the end of its story, and not its middle. */
  isEnd: boolean;
  /** Members who have been removed. */
  gone: number[];
  readers: Reader[];
  sliceSize: number;
}

const often = fc.nat(4).map((draw) => draw > 0);
const rarely = fc.nat(5).map((draw) => draw === 0);
const reader: fc.Arbitrary<Reader> = fc.record({
  member: fc.option(fc.nat(members.length - 1), { nil: null }),
  channel: fc.constantFrom("email", "email", "email", "webhook", "off"),
  state: fc.constantFrom("active", "active", "active", "paused", "paused, over", "stopped", "pending"),
  timeZone: fc.constantFrom("Europe/Berlin", "UTC", "Asia/Kolkata"),
  language: fc.constantFrom("en", "de"),
  wants: fc.uniqueArray(fc.constantFrom("everything", "everything", "cards", "payouts", "gateway", "incident"), { maxLength: 3 }),
  isMuted: rarely,
  suppressed: fc.constantFrom("no", "no", "no", "yes", "healed"),
  isShared: rarely,
  kinds: fc.record({ incidents: often, maintenance: often, announcements: often, postmortems: often }),
  isBrief: rarely,
  minImpact: fc.constantFrom(0, 0, 0, 1, 2, 3),
  quiet: fc.option(fc.constantFrom<[number, number]>([13 * 60, 15 * 60], [22 * 60, 7 * 60], [18 * 60, 13 * 60 + 30]), { nil: null }),
  digestAt: fc.option(fc.constant(8 * 60), { nil: null, freq: 2 }),
  isQuietBroken: often,
  earlier: fc.constantFrom("none", "none", "sent", "collected", "superseded"),
});
const drawnWorld: fc.Arbitrary<World> = fc.record({
  kind: fc.constantFrom("incidents", "incidents", "incidents", "maintenance", "announcements", "postmortems"),
  visibility: fc.constantFrom("public", "public", "affected", "selected", "internal"),
  touches: fc.uniqueArray(fc.record({ name: fc.constantFrom<Name>("cards", "payouts", "gateway"), state: fc.constantFrom(...severities) }), { maxLength: 2, selector: ({ name }) => name }),
  named: fc.subarray([acme.id, globex.id, umbrella.id], { minLength: 1 }),
  isEnd: fc.boolean(),
  gone: fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 }),
  readers: fc.array(reader, { minLength: 6, maxLength: 18 }),
  sliceSize: fc.integer({ min: 1, max: 4 }),
});
// What concerns nobody by construction cannot be published.
const world = drawnWorld.map((drawn): World => (drawn.visibility === "affected" && drawn.touches.length === 0 ? { ...drawn, touches: [{ name: "cards", state: "partial_outage" }] } : drawn));

test("in random worlds, slices of any size reach exactly those who hear, each once, when and how they chose, and the composer counts as many", { timeout: 400_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(world, async (drawn) => {
      await withDatabase(async ({ db }) => {
        await addCast(db);
        const posted = await posts[drawn.kind](db, drawn);
        await addReaders(db, { drawn, ...posted });
        await fanOut({ db, now: testNow, sliceSize: drawn.sliceSize }, posted.event);
        const { id, subscriberId, state, dueAt, channel, postId } = deliveries;
        const rows = await db.read.select({ id, subscriberId, state, dueAt, channel }).from(deliveries).where(eq(postId, posted.postId)).orderBy(id);
        const told = rows.map((row) => [row.subscriberId, row.channel, row.state, row.state === "collected" ? 0 : row.dueAt - testNow]).sort();
        expect(told).toEqual(drawn.readers.flatMap((each, index) => (hears(drawn, each) ? [[`sub_${index}`, each.channel === "email" ? "email" : "webhook", ...howOf(drawn, each)]] : [])).sort());
        const post = await posted.story.findPost(db.read, posted.postId);
        if (!post) throw new Error("The post is not there.");
        const counted = await countRecipients(db.read, { scope: post.scope, now: testNow });
        expect([counted.total, counted.byChannel.webhook ?? 0]).toEqual([rows.length, rows.filter((row) => row.channel === "webhook").length]);
      });
    }),
    { numRuns: 40 },
  );
});

// Said once more in plain words, reader by reader.
function hears(drawn: World, each: Reader): boolean {
  const { visibility, touches, named, gone, kind } = drawn;
  const { member, state, wants, suppressed } = each;
  if (visibility === "internal" || (state !== "active" && state !== "paused, over") || each.channel === "off") return false;
  if (suppressed === "yes" && each.channel === "email") return false;
  const isOfIncident = kind === "incidents" || kind === "postmortems";
  if (isOfIncident && each.isMuted) return false;
  const follows = isOfIncident && wants.includes("incident");
  if (!wishes(drawn, each) && !(follows && kind === "incidents")) return false;
  if (each.isBrief && (kind === "incidents" || kind === "maintenance") && !drawn.isEnd && wasTold(each)) return false;
  const touched = touches.map(({ name }) => component[name]);
  const isForAll = kind === "announcements" && touches.length === 0;
  const chose = (known: string[]) => follows || wants.includes("everything") || (isForAll && wants.some((wish) => wish !== "incident")) || touches.some(({ name }) => wants.includes(name) && known.includes(component[name]));
  if (member === null) return visibility === "public" && chose([cards.id, payouts.id]);
  const customerId = members[member]?.customerId ?? "";
  if (gone.includes(member)) return false;
  if (visibility === "public" && follows) return true;
  if (visibility === "selected") return named.includes(customerId) && chose(touched);
  const isConcerned = touches.length === 0 ? visibility === "public" : touched.some((id) => uses[customerId]?.includes(id));
  return isConcerned && chose(touched);
}

function wishes(drawn: World, each: Reader): boolean {
  const isOfIncident = drawn.kind === "incidents" || drawn.kind === "postmortems";
  return each.kinds[drawn.kind] && (!isOfIncident || impactFor(drawn, each) >= each.minImpact || wasTold(each));
}

function wasTold({ earlier }: Reader): boolean {
  return earlier === "sent" || earlier === "collected";
}

// 0 to 3, as none to critical: of what the reader knows of.
function impactFor({ touches }: World, { member }: Reader): number {
  const customerId = member === null ? "" : (members[member]?.customerId ?? "");
  const known = touches.filter(({ name }) => name !== "gateway" || customerId === acme.id);
  return Math.max(0, ...known.map(({ state }) => severities.indexOf(state) + 1));
}

function howOf(drawn: World, each: Reader): [state: string, laterMs: number] {
  const isCritical = (drawn.kind === "incidents" || drawn.kind === "postmortems") && impactFor(drawn, each) === 3;
  if (isCritical && each.isQuietBroken) return ["queued", 0];
  if (each.digestAt !== null && each.channel === "email") return ["collected", 0];
  return ["queued", quietMs(each)];
}

// Minute by minute until the clock on the reader's wall says so.
function quietMs({ quiet, timeZone }: Reader): number {
  if (!quiet) return 0;
  const [from, until] = quiet;
  for (let later = 0; ; later += 60_000) {
    const minute = minuteOfDay(testNow + later, timeZone);
    const isQuiet = from < until ? minute >= from && minute < until : minute >= from || minute < until;
    if (!isQuiet) return later;
  }
}

interface Posted {
  event: Record<string, string>;
  story: typeof incidentStory;
  storyId: string;
  postId: string;
}

const posts: Record<World["kind"], (db: Db, drawn: World) => Promise<Posted>> = {
  incidents: async (db, drawn) => {
    const opened = await open(db, drawn);
    // Recorded before, so that it overtakes nothing that is there when the readers come.
    const { updateId } = await postUpdate(asStaff(db, jonas, testNow - 60_000), { incidentId: opened.incidentId, baseVersion: opened.version, state: drawn.isEnd ? "resolved" : "identified", body: "A certificate expired." });
    return { event: { incidentId: opened.incidentId, updateId }, story: incidentStory, storyId: opened.incidentId, postId: updateId };
  },
  postmortems: async (db, drawn) => {
    const { incidentId } = await open(db, drawn);
    await db.write((tx) => tx.insert(updates).values({ id: "upd_postmortem", incidentId, kind: "postmortem", state: "resolved", body: "What we learnt.", occurredAt: testNow, recordedAt: testNow }));
    return { event: { incidentId, updateId: "upd_postmortem" }, story: incidentStory, storyId: incidentId, postId: "upd_postmortem" };
  },
  maintenance: async (db, { visibility, touches, named, isEnd }) => {
    await db.write(async (tx) => {
      const state = isEnd ? "completed" : "scheduled";
      await tx.insert(maintenances).values({ id: "mnt_1", code: "M1", title: "Database upgrade", visibility, state, scheduledFor: testNow, scheduledUntil: testNow + 60_000, createdAt: 1 });
      if (visibility === "selected") await tx.insert(maintenanceCustomers).values(named.map((customerId) => ({ maintenanceId: "mnt_1", customerId })));
      if (touches.length > 0) await tx.insert(maintenanceComponents).values(touches.map(({ name }) => ({ maintenanceId: "mnt_1", componentId: component[name] })));
      await tx.insert(maintenanceUpdates).values({ id: "mup_1", maintenanceId: "mnt_1", kind: isEnd ? "completed" : "scheduled", state, body: "A database is replaced.", occurredAt: testNow, recordedAt: testNow });
    });
    return { event: { maintenanceId: "mnt_1", updateId: "mup_1" }, story: maintenanceStory, storyId: "mnt_1", postId: "mup_1" };
  },
  announcements: async (db, { visibility, touches, named }) => {
    await db.write(async (tx) => {
      await tx.insert(announcements).values({ id: "ann_1", code: "A1", title: "TLS 1.1 ends", body: "Use 1.2.", visibility, beginsAt: testNow, begunAt: testNow, createdAt: 1 });
      if (visibility === "selected") await tx.insert(announcementCustomers).values(named.map((customerId) => ({ announcementId: "ann_1", customerId })));
      if (touches.length > 0) await tx.insert(announcementComponents).values(touches.map(({ name }) => ({ announcementId: "ann_1", componentId: component[name] })));
    });
    return { event: { announcementId: "ann_1" }, story: announcementStory, storyId: "ann_1", postId: "ann_1-1" };
  },
};

async function open(db: Db, { visibility, named, touches }: World) {
  return openIncident(asStaff(db, jonas, testNow - 120_000), {
    title: "Card payments are failing",
    state: "investigating",
    body: "About 1 in 8 attempts fails.",
    visibility,
    ...(visibility === "selected" ? { customerIds: named } : {}),
    components: touches.map(({ name, state }): { componentId: string; state: ComponentState } => ({ componentId: component[name], state })),
  });
}

async function addReaders(db: Db, { drawn, storyId }: { drawn: World; storyId: string }) {
  await db.write(async (tx) => {
    for (const index of drawn.gone) await tx.delete(memberships).where(eq(memberships.personId, members[index]?.id ?? ""));
    for (const [index, each] of drawn.readers.entries()) {
      const person = each.member === null ? null : (members[each.member] ?? null);
      const id = `sub_${index}`;
      const email = `reader${index}@readers.example`;
      const isPaused = each.state.startsWith("paused");
      const { timeZone, language, isShared, isBrief, minImpact, digestAt, isQuietBroken, kinds } = each;
      const hearsOf = { hearsIncidents: kinds.incidents, hearsMaintenance: kinds.maintenance, hearsAnnouncements: kinds.announcements, hearsPostmortems: kinds.postmortems };
      const chosen = { timeZone, language, isShared, isBrief, minImpact, digestAt, nextDigestAt: digestAt === null ? null : testNow + 1, isQuietBroken, quietFrom: each.quiet?.[0] ?? null, quietUntil: each.quiet?.[1] ?? null, ...hearsOf };
      const channel = each.channel === "email" ? "email" : "webhook";
      const pausedUntil = isPaused ? testNow + (each.state === "paused" ? 1 : 0) : null;
      await tx.insert(subscribers).values({ id, email, identity: id, channel, customerId: person?.customerId ?? null, personId: person?.id ?? null, state: isPaused ? "paused" : (each.state as "active"), pausedUntil, ...chosen, createdAt: 1 });
      if (channel === "webhook") await tx.insert(endpoints).values({ subscriberId: id, label: "Hook", shown: `hooks.example/…${index}`, sealedAddress: "sealed", disabledAt: each.channel === "off" ? 1 : null, createdAt: 1 });
      for (const wish of each.wants) {
        const scope = wish === "everything" || wish === "incident" ? wish : "component";
        if (wish === "incident" && !storyId.startsWith("inc_")) continue;
        await tx.insert(subscriptions).values({ id: `scr_${index}_${wish}`, subscriberId: id, scope, componentId: scope === "component" ? component[wish as Name] : null, incidentId: wish === "incident" ? storyId : null, createdAt: 1 });
      }
      if (each.isMuted && storyId.startsWith("inc_")) await tx.insert(mutedIncidents).values({ subscriberId: id, incidentId: storyId });
      if (each.suppressed !== "no") await tx.insert(suppressions).values({ email, reason: "bounced", createdAt: 1, healedAt: each.suppressed === "healed" ? 2 : null });
      if (each.earlier !== "none") await tx.insert(deliveries).values({ id: `dlv_${index}`, kind: "incident_update", channel, storyId, postId: "earlier", subscriberId: id, address: email, state: each.earlier, dedupeKey: `earlier:${id}`, dueAt: 1, createdAt: 1 });
    }
  });
}

import { beforeEach, describe, expect, test } from "vitest";
import { bounceEvents, deliveries } from "#db/schema/delivery";
import { readCsv } from "#lib/core/csv";
import { acme, addCast, anna, ben, carla, globex, mira, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { incidents } from "#db/schema/incidents";
import { eq } from "drizzle-orm";
import type { DeliveryKind, DeliveryState } from "../terms.ts";
import { exportDeliveries, exportOwnDeliveries } from "./evidence.ts";
import { listOwnDeliveries } from "./own-people.ts";
import { getTold } from "./told.ts";

const database = testDatabase();
const minute = 60_000;
let incident: { incidentId: string; updateId: string; version: number };

beforeEach(async () => {
  await addCast(database.db);
  incident = await anIncident(asStaff(database.db, mira), { title: "Cards fail", occurredAt: testNow - 4 * minute });
});

describe("what was told of an incident", () => {
  test("post by post: how many by which channel, and how soon the first was posted and its last one left", async () => {
    const second = await anUpdate(asStaff(database.db, mira, testNow + 9 * minute), { incidentId: incident.incidentId, baseVersion: incident.version });
    await sent("a", { sentAt: testNow + 2_000 });
    await sent("b", { sentAt: testNow + 9_000, customerId: acme.id });
    await sent("c", { state: "dead" });
    await sent("d", { state: "superseded" });
    await sent("e", { state: "collected" });
    const told = await getTold(asStaff(database.db, mira), incident.incidentId);
    expect(told).toMatchObject({ story: { kind: "incident", title: "Cards fail" }, timeToFirstPost: 4 * minute, timeToLastDelivery: 9_000 });
    expect(told.posts).toEqual([
      { postId: second.updateId, postedAt: testNow + 9 * minute, byChannel: [], firstSentAt: null, lastSentAt: null },
      { postId: incident.updateId, postedAt: testNow, byChannel: [{ channel: "email", total: 5, sent: 2, waiting: 1, failed: 1, heldBack: 1 }], firstSentAt: testNow + 2_000, lastSentAt: testNow + 9_000 },
    ]);
  });

  test("is for staff, and of nothing that is not there", async () => {
    await expect(getTold(asMember(database.db, anna), incident.incidentId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(getTold(asStaff(database.db, mira), "inc_none")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the evidence", () => {
  test("names who, what, when, through what, and what the provider answered then and later", async () => {
    await sent("a", { customerId: acme.id, address: "=cmd@acme.example", sentAt: testNow + 2_000, providerId: "re_1" });
    await database.db.write((tx) => tx.insert(bounceEvents).values({ id: "bnc_1", provider: "resend", externalId: "m1", kind: "delivered", email: "x", deliveryId: "dlv_a", occurredAt: testNow + 5_000, receivedAt: testNow + 6_000 }));
    const [row] = await rowsOf(exportDeliveries(asStaff(database.db, mira), { story: incident.incidentId }));
    expect(row).toMatchObject({ delivery: "dlv_a", kind: "incident_update", title: "Cards fail", post: incident.updateId, customer: acme.name, channel: "email", address: "=cmd@acme.example", state: "sent", provider_id: "re_1", provider_told: "delivered" });
    expect(Date.parse(row?.["sent_at"] ?? "")).toBe(testNow + 2_000);
    expect(Date.parse(row?.["provider_told_at"] ?? "")).toBe(testNow + 5_000);
  });

  test("is whole beyond one slice, each delivery once, and holds no mail that one person asked for", async () => {
    await database.db.write(async (tx) => {
      const rows = Array.from({ length: 2_345 }, (_, index) => delivery(String(index).padStart(5, "0"), { createdAt: testNow + Math.floor(index / 7) }));
      for (let from = 0; from < rows.length; from += 500) await tx.insert(deliveries).values(rows.slice(from, from + 500));
      await tx.insert(deliveries).values(delivery("personal", { kind: "personal" }));
    });
    const rows = await rowsOf(exportDeliveries(asStaff(database.db, mira), { story: null }));
    expect(rows).toHaveLength(2_345);
    expect(new Set(rows.map((row) => row["delivery"])).size).toBe(2_345);
  });

  test("for a customer's owner is about its own people alone", async () => {
    await sent("a", { customerId: acme.id, address: ben.email });
    await sent("b", { customerId: globex.id, address: carla.email });
    await sent("c", { address: "stranger@example.com" });
    await sent("p", { customerId: acme.id, kind: "personal" });
    const own = await rowsOf(exportOwnDeliveries(asMember(database.db, anna)));
    expect(own.map((row) => row["delivery"])).toEqual(["dlv_a"]);
    expect(Object.keys(own[0] ?? {})).not.toContain("customer");
    expect((await listOwnDeliveries(asMember(database.db, anna), { before: null })).rows).toMatchObject([{ id: "dlv_a", title: "Cards fail" }]);
    await expect(listOwnDeliveries(asMember(database.db, ben), { before: null })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportOwnDeliveries(asMember(database.db, ben)).next()).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportDeliveries(asPublic(database.db), { story: null }).next()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("says no title of what an owner may not see any more", async () => {
    await sent("a", { customerId: acme.id, address: ben.email });
    await database.db.write((tx) => tx.update(incidents).set({ visibility: "internal", title: "Globex was attacked" }).where(eq(incidents.id, incident.incidentId)));
    expect((await listOwnDeliveries(asMember(database.db, anna), { before: null })).rows).toMatchObject([{ id: "dlv_a", title: null }]);
    expect((await rowsOf(exportOwnDeliveries(asMember(database.db, anna))))[0]).toMatchObject({ delivery: "dlv_a", title: "" });
  });
});

interface Facts {
  kind?: DeliveryKind;
  state?: DeliveryState;
  customerId?: string | null;
  address?: string;
  createdAt?: number;
  sentAt?: number;
  providerId?: string;
}

function delivery(name: string, { kind = "incident_update", state = "sent", ...facts }: Facts) {
  return { id: `dlv_${name}`, kind, channel: "email" as const, storyId: incident.incidentId, postId: incident.updateId, address: `${name}@reader.example`, state, dedupeKey: name, dueAt: testNow, createdAt: testNow, ...facts };
}

async function sent(name: string, facts: Facts = {}): Promise<void> {
  await database.db.write((tx) => tx.insert(deliveries).values(delivery(name, facts)));
}

async function rowsOf(slices: AsyncIterable<string>): Promise<Record<string, string>[]> {
  let text = "";
  for await (const slice of slices) text += slice;
  const { rows, problems } = readCsv(text);
  expect(problems).toEqual([]);
  return rows.map((row) => row.values);
}


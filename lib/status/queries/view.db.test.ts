import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { components } from "#db/schema/catalog";
import { customerComponents, journeyComponents, journeys } from "#db/schema/customers";
import { impactIntervals } from "#db/schema/incidents";
import { maintenanceComponents, maintenances } from "#db/schema/maintenance";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { acme, acmeGateway, addCast, anna, cards, carla, globex, globexVault, jonas, mira, payouts, reporting, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import type { StatusView } from "../terms.ts";
import { getHistory } from "./history.ts";
import { findIncidentView } from "./incident.ts";
import { findMaintenanceView } from "./maintenance.ts";
import { getStatusView } from "./view.ts";

const minute = 60_000;
const day = 86_400_000;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const jonasAt = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
const publicAt = (minutes: number) => asPublic(database.db, testNow + minutes * minute);
const annaAt = (minutes: number) => asMember(database.db, anna, testNow + minutes * minute);
const carlaAt = (minutes: number) => asMember(database.db, carla, testNow + minutes * minute);

function componentsOf(view: StatusView) {
  return view.groups.flatMap((group) => group.components);
}

function stateOf(view: StatusView, id: string) {
  return componentsOf(view).find((component) => component.id === id)?.state;
}

async function addMaintenance(changes: Partial<typeof maintenances.$inferInsert> = {}, componentIds: string[] = [payouts.id]) {
  const id = changes.id ?? "mnt_1";
  await database.db.write(async (tx) => {
    await tx.insert(maintenances).values({ id, code: id, title: "Database upgrade", visibility: "public", state: "scheduled", scheduledFor: testNow + day, scheduledUntil: testNow + day + 60 * minute, createdAt: testNow, ...changes });
    if (componentIds.length > 0) await tx.insert(maintenanceComponents).values(componentIds.map((componentId) => ({ maintenanceId: id, componentId })));
  });
}

describe("a colour tells nothing of what is hidden", () => {
  test("an internal incident leaves every reader's component operational, though staff see the outage", async () => {
    await anIncident(jonasAt(0), { visibility: "internal", components: [{ componentId: cards.id, state: "major_outage" }] });
    for (const ctx of [publicAt(5), annaAt(5), carlaAt(5)]) {
      const view = await getStatusView(ctx);
      expect(stateOf(view, cards.id)).toBe("operational");
      expect(view.headline.state).toBe("operational");
      expect(componentsOf(view).flatMap((component) => component.days ?? []).every((one) => one.state === "operational")).toBe(true);
      expect(componentsOf(view).every((component) => component.uptimePpm === 1_000_000)).toBe(true);
    }
    expect(stateOf(await getStatusView(jonasAt(5)), cards.id)).toBe("major_outage");
  });

  test("an incident selected for one customer colours that customer's page only", async () => {
    await anIncident(jonasAt(0), { visibility: "selected", customerIds: [acme.id], components: [{ componentId: cards.id, state: "major_outage" }] });
    expect(stateOf(await getStatusView(annaAt(5)), cards.id)).toBe("major_outage");
    expect(stateOf(await getStatusView(carlaAt(5)), cards.id)).toBe("operational");
    expect(stateOf(await getStatusView(publicAt(5)), cards.id)).toBe("operational");
  });

  test("under a worse hidden incident a reader sees the lesser one it knows of", async () => {
    await anIncident(jonasAt(0), { components: [{ componentId: cards.id, state: "degraded_performance" }] });
    await anIncident(jonasAt(1), { visibility: "internal", components: [{ componentId: cards.id, state: "major_outage" }] });
    expect(stateOf(await getStatusView(publicAt(5)), cards.id)).toBe("degraded_performance");
  });

  test("hidden maintenance colours nothing, visible maintenance does", async () => {
    await addMaintenance({ state: "in_progress", visibility: "internal", scheduledFor: testNow - minute });
    await database.db.write((tx) => tx.insert(impactIntervals).values({ id: "imp_1", componentId: payouts.id, maintenanceId: "mnt_1", state: "under_maintenance", from: testNow - minute, until: null }));
    expect(stateOf(await getStatusView(publicAt(0)), payouts.id)).toBe("operational");
    await database.db.write((tx) => tx.update(maintenances).set({ visibility: "public" }));
    const view = await getStatusView(publicAt(0));
    expect(stateOf(view, payouts.id)).toBe("under_maintenance");
    expect(view.underWay.map((work) => work.title)).toEqual(["Database upgrade"]);
  });

  test("impact without a cause is for staff", async () => {
    await database.db.write((tx) => tx.insert(impactIntervals).values({ id: "imp_1", componentId: cards.id, state: "major_outage", from: testNow - minute, until: null }));
    expect(stateOf(await getStatusView(annaAt(0)), cards.id)).toBe("operational");
    expect(stateOf(await getStatusView(jonasAt(0)), cards.id)).toBe("major_outage");
  });

  test("an incident is as bad as the components its reader knows of", async () => {
    const { code } = await anIncident(jonasAt(0), { components: [{ componentId: acmeGateway.id, state: "major_outage" }, { componentId: cards.id, state: "degraded_performance" }] });
    expect(await findIncidentView(publicAt(5), code)).toMatchObject({ impact: "minor", components: [cards.name] });
    expect(await findIncidentView(annaAt(5), code)).toMatchObject({ impact: "critical" });
    expect((await getStatusView(publicAt(5))).headline.state).toBe("degraded_performance");
    expect((await getStatusView(publicAt(5))).status.indicator).toBe("minor");
  });
});

describe("what one reader gets holds nothing of another's", () => {
  const secrets = ["canary-note", "canary-earlier-note", "canary-internal", "canary-selected", "canary-vault", "canary-own-name", "canary-journey", "canary-planned", globex.name, globex.id, globexVault.name, globexVault.id];

  beforeEach(async () => {
    await database.db.write(async (tx) => {
      await tx.update(components).set({ description: "canary-vault" }).where(eq(components.id, globexVault.id));
      await tx.update(customerComponents).set({ ownName: "canary-own-name" }).where(eq(customerComponents.customerId, globex.id));
      await tx.insert(journeys).values({ id: "jou_1", customerId: globex.id, name: "canary-journey", description: "canary-journey", criticality: "critical", createdAt: testNow });
      await tx.insert(journeyComponents).values({ journeyId: "jou_1", componentId: cards.id });
    });
    const shared = await anIncident(jonasAt(0), { components: [{ componentId: cards.id, state: "partial_outage" }, { componentId: globexVault.id, state: "major_outage" }], notes: [{ customerId: globex.id, body: "canary-earlier-note" }, { customerId: acme.id, body: "For Acme." }] });
    await editUpdate(asStaff(database.db, mira, testNow + minute), { updateId: shared.updateId, baseRevision: 1, body: "About 1 in 9 payments is refused.", notes: [{ customerId: globex.id, body: "canary-note" }, { customerId: acme.id, body: "For Acme." }] });
    await anIncident(jonasAt(2), { title: "canary-internal", body: "canary-internal", visibility: "internal" });
    await anIncident(jonasAt(3), { title: "canary-selected", body: "canary-selected", visibility: "selected", customerIds: [globex.id] });
    await anIncident(jonasAt(4), { title: "canary-vault", visibility: "affected", components: [{ componentId: globexVault.id, state: "major_outage" }] });
    await addMaintenance({ id: "mnt_hidden", title: "canary-planned", visibility: "selected" }, [cards.id]);
  });

  async function everything(ctx: ReturnType<typeof annaAt>): Promise<string> {
    const [status, history] = [await getStatusView(ctx), await getHistory(ctx, {})];
    const codes = (await getStatusView(jonasAt(10))).openIncidents.map((incident) => incident.code);
    const incidentViews = await Promise.all(codes.map((code) => findIncidentView(ctx, code)));
    return JSON.stringify([status, history, incidentViews, await findMaintenanceView(ctx, "mnt_hidden")]);
  }

  test("not on Acme's pages", async () => {
    const text = await everything(annaAt(10));
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain("For Acme.");
  });

  test("not on the public pages", async () => {
    const text = await everything(publicAt(10));
    expect([...secrets, "For Acme.", acme.name, acme.id, acmeGateway.name, acmeGateway.id].filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain("About 1 in 9 payments is refused.");
  });

  test("while Globex finds all that is its own", async () => {
    const text = await everything(carlaAt(10));
    expect(["canary-note", "canary-earlier-note", "canary-selected", "canary-vault", "canary-own-name", "canary-journey"].filter((secret) => !text.includes(secret))).toEqual([]);
    expect(text).not.toContain("canary-internal");
  });
});

describe("a customer's page", () => {
  test("shows what it uses, by its own names", async () => {
    const view = await getStatusView(annaAt(0));
    expect(componentsOf(view).map((component) => component.name)).toEqual(["Checkout EU", payouts.name, acmeGateway.name]);
    await anIncident(jonasAt(0));
    expect((await getStatusView(annaAt(1))).openIncidents).toMatchObject([{ components: ["Checkout EU"] }]);
  });

  test("follows its own order where it has set one", async () => {
    await database.db.write((tx) => tx.update(customerComponents).set({ position: 0 }).where(eq(customerComponents.componentId, payouts.id)));
    expect(componentsOf(await getStatusView(annaAt(0)))[0]?.name).toBe(payouts.name);
  });

  test("says that all is well for it while something public happens elsewhere", async () => {
    await anIncident(jonasAt(0), { title: "Reports are late", components: [{ componentId: reporting.id, state: "major_outage" }] });
    const view = await getStatusView(annaAt(5));
    expect(view.headline).toMatchObject({ state: "operational", incidentCode: null });
    expect(view.openIncidents).toEqual([]);
    expect(view.elsewhere).toMatchObject([{ title: "Reports are late" }]);
    expect(view.recent.incidents).toBe(0);
  });

  test("shows a journey as bad as the worst it runs on", async () => {
    await database.db.write(async (tx) => {
      await tx.insert(journeys).values({ id: "jou_1", customerId: acme.id, name: "Checkout", criticality: "critical", createdAt: testNow });
      await tx.insert(journeyComponents).values([cards.id, payouts.id].map((componentId) => ({ journeyId: "jou_1", componentId })));
    });
    await anIncident(jonasAt(0));
    expect((await getStatusView(annaAt(1))).journeys).toMatchObject([{ name: "Checkout", state: "partial_outage", runsOn: ["Checkout EU", payouts.name] }]);
  });

  test("draws days of its zone: what happened at midnight UTC was another day in New York", async () => {
    const midnight = Date.UTC(2026, 9, 28);
    await anIncident(jonasAt(0), { occurredAt: midnight + 60 * minute }).then(({ incidentId }) => anUpdate(jonasAt(1), { incidentId, baseVersion: 1, state: "resolved", occurredAt: midnight + 90 * minute }));
    const worstDay = async (ctx: ReturnType<typeof annaAt>) => componentsOf(await getStatusView(ctx)).find((component) => component.id === cards.id)?.days?.filter((one) => one.state !== "operational").map(({ date, affectedMs }) => [date, affectedMs]);
    expect(await worstDay(publicAt(5))).toEqual([["2026-10-28", 30 * minute]]);
    expect(await worstDay(annaAt(5))).toEqual([["2026-10-28", 30 * minute]]);
    expect(await worstDay(carlaAt(5))).toEqual([["2026-10-27", 30 * minute]]);
  });

  test("has 90 days across the end of summer time, the day of 25 hours whole", async () => {
    await anIncident(jonasAt(0), { occurredAt: Date.UTC(2026, 9, 24, 22) }).then(({ incidentId }) => anUpdate(jonasAt(1), { incidentId, baseVersion: 1, state: "resolved", occurredAt: Date.UTC(2026, 9, 25, 23) }));
    const days = componentsOf(await getStatusView(annaAt(5))).find((component) => component.id === cards.id)?.days ?? [];
    expect(days).toHaveLength(90);
    expect(days.filter((one) => one.state !== "operational")).toMatchObject([{ date: "2026-10-25", affectedMs: 25 * 60 * minute }]);
  });
});

describe("components", () => {
  test("without shown history have neither days nor a figure", async () => {
    await database.db.write((tx) => tx.update(components).set({ showsHistory: false }).where(eq(components.id, cards.id)));
    expect(componentsOf(await getStatusView(publicAt(0))).find((component) => component.id === cards.id)).toMatchObject({ days: null, uptime: null, uptimePpm: null });
  });

  test("that are new have no data before they began", async () => {
    await database.db.write((tx) => tx.update(components).set({ startedAt: testNow - 2 * day }).where(eq(components.id, cards.id)));
    const days = componentsOf(await getStatusView(publicAt(0))).find((component) => component.id === cards.id)?.days ?? [];
    expect([days.filter((one) => one.state === "no_data").length, days.filter((one) => one.state === "operational").length]).toEqual([87, 3]);
  });

  test("that are archived are gone from the page, their names stay in what happened", async () => {
    const { code } = await anIncident(jonasAt(0));
    await database.db.write((tx) => tx.update(components).set({ archivedAt: testNow }).where(eq(components.id, cards.id)));
    expect(stateOf(await getStatusView(publicAt(1)), cards.id)).toBeUndefined();
    expect(await findIncidentView(publicAt(1), code)).toMatchObject({ components: [cards.name] });
  });
});

test("the earliest open promise is named", async () => {
  await anIncident(jonasAt(0), { promiseDueAt: testNow + 30 * minute });
  await anIncident(jonasAt(1), { promiseDueAt: testNow + 20 * minute });
  expect((await getStatusView(publicAt(2))).nextPromiseAt).toBe(testNow + 20 * minute);
});

test("a page costs the same number of reads however much is on it", async () => {
  const count = async () => {
    const ctx = publicAt(60);
    let reads = 0;
    const counting = new Proxy(ctx.read, { get: (target, key) => (key === "select" && (reads += 1), Reflect.get(target, key)) });
    await getStatusView(new Proxy(ctx, { get: (target, key) => (key === "read" ? counting : Reflect.get(target, key)) }));
    return reads;
  };
  await anIncident(jonasAt(0));
  const few = await count();
  for (let index = 0; index < 5; index += 1) await anIncident(jonasAt(index));
  expect(await count()).toBe(few);
});

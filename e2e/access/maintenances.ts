import type { Db, Tx } from "#db/open";
import { maintenanceComponents, maintenanceCustomers, maintenanceReplies, maintenances, maintenanceSeries, maintenanceUpdates } from "#db/schema/maintenance";
import type { MaintenanceState } from "#lib/maintenance/terms";
import { newCode, newId } from "#lib/core/ids";
import type { Visibility } from "#lib/incidents/terms";
import type { Canaries, Reader } from "./canaries.ts";
import type { Company } from "./company.ts";

interface Plan {
  visibility: Visibility;
  readers: Reader[];
  on: (keyof Company["components"])[];
  to?: "A" | "B";
}

const plans: Record<string, Plan> = {
  public: { visibility: "public", readers: ["public"], on: ["shared", "onlyA", "onlyB", "unused"] },
  affectedA: { visibility: "affected", readers: ["A", "staff"], on: ["onlyA"] },
  affectedB: { visibility: "affected", readers: ["B", "staff"], on: ["usedByB", "onlyB"] },
  selectedA: { visibility: "selected", readers: ["A", "staff"], on: ["shared"], to: "A" },
  selectedB: { visibility: "selected", readers: ["B", "staff"], on: ["shared", "onlyA"], to: "B" },
  internal: { visibility: "internal", readers: ["staff"], on: ["shared", "onlyA", "onlyB"] },
};

const hour = 3_600_000;
const stages: Record<string, { state: MaintenanceState; from: number }> = { "": { state: "scheduled", from: 24 * hour }, Going: { state: "in_progress", from: -hour }, Done: { state: "completed", from: -48 * hour } };

export async function addMaintenances({ db, canaries, company, now }: { db: Db; canaries: Canaries; company: Company; now: number }): Promise<Record<string, { id: string; code: string }>> {
  const added: Record<string, { id: string; code: string }> = {};
  await db.write(async (tx) => {
    for (const [plan, { visibility, readers, on, to }] of Object.entries(plans))
      for (const [stage, { state, from }] of Object.entries(stages)) {
        const name = plan + stage;
        const words = (what: string) => canaries.make(`${what} of the maintenance ${name}`, readers);
        const id = newId("mnt", now);
        const code = newCode();
        if (!readers.includes("public")) [id, code].forEach((text) => canaries.watch(text, `id or code of the maintenance ${name}`, readers));
        // What is to come is asked about: who is asked reads so, and answers are the customer's own.
        const asks = state === "scheduled" ? { asksUntil: now + from / 2 } : {};
        const times = { ...asks, scheduledFor: now + from, scheduledUntil: now + from + 2 * hour, startedAt: from < 0 ? now + from : null, completedAt: state === "completed" ? now + from + hour : null };
        await tx.insert(maintenances).values({ id, code, title: `Work ${words("title")}`, visibility, state, ...times, createdAt: now - 72 * hour });
        await tx.insert(maintenanceComponents).values(on.map((key) => ({ maintenanceId: id, componentId: company.components[key] })));
        if (to) await tx.insert(maintenanceCustomers).values({ maintenanceId: id, customerId: company.customers[to].id });
        await tx.insert(maintenanceUpdates).values({ id: newId("mup", now), maintenanceId: id, state, body: `We will work ${words("update")}`, occurredAt: now - 60 * hour, recordedAt: now - 60 * hour });
        if (state === "scheduled") await addReplies(tx, { id, name, hearing: (["A", "B"] as const).filter((each) => readers.includes("public") || readers.includes(each)) }, { canaries, company, now });
        added[name] = { id, code };
      }
  });
  return added;
}

interface Place {
  canaries: Canaries;
  company: Company;
  now: number;
}

// Each customer's word is for itself and for staff.
async function addReplies(tx: Tx, { id, name, hearing }: { id: string; name: string; hearing: ("A" | "B")[] }, { canaries, company, now }: Place): Promise<void> {
  for (const key of hearing) {
    const comment = `We object ${canaries.make(`${key}'s answer to the maintenance ${name}`, [key, "staff"])}`;
    await tx.insert(maintenanceReplies).values({ id: newId("mrp", now), maintenanceId: id, customerId: company.customers[key].id, sequence: 0, answer: "object", comment, repliedAt: now });
  }
}

/** A series of each audience, whose times are computed only. */
export async function addSeries({ db, canaries, company, now }: Place & { db: Db }): Promise<Record<string, string>> {
  const added: Record<string, string> = {};
  await db.write(async (tx) => {
    for (const [name, { visibility, readers, on, to }] of Object.entries(plans)) {
      const id = canaries.watch(newId("mse", now), `id of the series ${name}`, ["staff"]);
      const customerIds = to ? [company.customers[to].id] : [];
      const settings = { startsItself: true, completesItself: true, setsComponents: true, tellsPlan: true, tellsStart: true, tellsEnd: true, reminders: [], asksBeforeMs: null };
      const words = (what: string) => canaries.make(`${what} of the series ${name}`, what === "title" ? readers : ["staff"]);
      await tx.insert(maintenanceSeries).values({ id, title: `Series ${words("title")}`, body: words("words"), visibility, customerIds, componentIds: on.map((key) => company.components[key]), rrule: "FREQ=WEEKLY", timeZone: "UTC", firstAt: now + 30 * 24 * hour, durationMs: hour, settings, createdAt: now });
      added[name] = id;
    }
  });
  return added;
}

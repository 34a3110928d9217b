import type { Params } from "#lib/api/operation";
import { saveDraft } from "#lib/incidents/commands/save-draft";
import { prepareDraft } from "#lib/incidents/commands/prepare-draft";
import { archiveComponent } from "#lib/catalog/commands/archive";
import { archiveCustomer } from "#lib/customers/commands/customers";
import { DAY, HOUR, MINUTE, toIso } from "#lib/core/time";
import { startMaintenance } from "#lib/maintenance/commands/progress";
import { findIncidentView } from "#lib/status/queries/incident";
import { acme, anna, cards, globex, globexVault, payouts, priya, reporting } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { givenUp, journey, listener, type Stage } from "../every-command/stage.ts";
import { anIncident, someContent } from "../incidents.ts";
import { aMaintenance, aSeries } from "../maintenances.ts";

/** A portal to ask, at a moment of today. */
export interface Asking extends Stage {
  now: number;
}

interface Valid {
  params?: Params;
  input?: Record<string, unknown>;
}

export interface ApiCase {
  valid: (asking: Asking) => Valid | Promise<Valid>;
  /** Inputs that are refused with the field that is named; an unknown field is tried with every operation. */
  invalid?: readonly [Record<string, unknown>, field: string][];
  /** Another input that is valid too, under the name of the first. */
  other?: Record<string, unknown>;
}

export const by = ({ db, now }: Asking, after = 0) => asStaff(db, priya, now + after);
export const idOf = (id: string) => ({ params: { id } });
export const at = (ms: number) => toIso(ms);
const words = { state: "identified", body: "A certificate expired." } as const;
export const badCursor: [Record<string, unknown>, string] = [{ cursor: "x" }, "cursor"];

async function updateOf(asking: Asking) {
  return { id: asking.everyones.incidentId, update: asking.everyones.updateId };
}

async function fresh(asking: Asking) {
  return anIncident(by(asking), { title: "Reports are late", components: [{ componentId: reporting.id, state: "degraded_performance" }] });
}

async function work(asking: Asking, changes: Parameters<typeof aMaintenance>[1] = {}) {
  const planned = await aMaintenance(by(asking), { scheduledFor: asking.now + 2 * DAY, scheduledUntil: asking.now + 2 * DAY + HOUR, componentIds: [payouts.id], ...changes });
  return planned.code;
}

async function underWay(asking: Asking) {
  const code = await work(asking);
  await startMaintenance(by(asking), { maintenanceId: code, baseVersion: 1 });
  return code;
}

async function series(asking: Asking) {
  const scheduledFor = asking.now + DAY;
  const { seriesId } = await aSeries(by(asking), { scheduledFor, scheduledUntil: scheduledFor + HOUR, componentIds: [reporting.id], rrule: "FREQ=DAILY", timeZone: "UTC" });
  return { id: seriesId, first: scheduledFor };
}

const plan = (now: number) => ({ title: "New switches", visibility: "public", body: "Nobody should notice.", scheduledFor: at(now + 3 * DAY), scheduledUntil: at(now + 3 * DAY + HOUR), componentIds: [reporting.id] });
const step = (changes: Parameters<typeof aMaintenance>[1] = {}): ApiCase => ({ valid: async (asking) => ({ ...idOf(await work(asking, changes)), input: { baseVersion: 1 } }), invalid: [[{}, "baseVersion"]], other: { baseVersion: 1, body: "Other words." } });
const newComponent = { name: "Ledger", visibility: "public", startedOn: "2026-01-31" };
const newCustomer = { name: "Hooli", slug: "hooli", tier: "gold", timeZone: "Europe/London" };
const begun: ApiCase = { valid: async (asking) => ({ ...idOf(await underWay(asking)), input: { baseVersion: 2 } }), invalid: [[{}, "baseVersion"]], other: { baseVersion: 2, body: "Other words." } };

export const incidentCases: Record<string, ApiCase> = {
  "incidents.list": { valid: () => ({ input: { state: "resolved" } }), invalid: [badCursor, [{ state: "over" }, "state"]] },
  "incidents.get": { valid: ({ everyones }) => idOf(everyones.code) },
  "incidents.open": {
    valid: ({ now }) => ({ input: { title: "Card payments fail", visibility: "affected", ...words, components: [{ componentId: cards.id, state: "major_outage" }], notes: [{ customerId: acme.id, body: "Your terminals too." }], translations: [{ language: "de", body: "Zahlungen scheitern." }], promiseDueAt: at(now + 30 * MINUTE) } }),
    invalid: [[{ title: "No words", visibility: "public", state: "investigating" }, "body"], [{ title: "T", visibility: "public", ...words, promiseDueAt: "2020-01-01T00:00:00Z" }, "promiseDueAt"], [{ title: "T", visibility: "selected", ...words }, "customerIds"], [{ title: "T", visibility: "internal", ...words, notes: [{ customerId: acme.id, body: "No" }] }, "notes"], [{ title: "T", visibility: "public", ...words, occurredAt: "2026-11-01 13:00" }, "occurredAt"]],
    other: { title: "Payouts fail", visibility: "public", ...words },
  },
  "incidents.post_update": { valid: ({ everyones }) => ({ ...idOf(everyones.incidentId), input: { ...words, baseVersion: everyones.version } }), invalid: [[{ baseVersion: 1, state: "fine", body: "x" }, "state"]], other: { ...words, body: "Something else.", baseVersion: 1 } },
  "incidents.get_update": { valid: async (asking) => ({ params: await updateOf(asking) }) },
  "incidents.edit_update": { valid: async (asking) => ({ params: await updateOf(asking), input: { baseRevision: 1, body: "About 1 in 9 is refused.", translations: [{ language: "de", body: "Etwa 1 von 9." }] } }), invalid: [[{ baseRevision: 1, body: "" }, "body"], [{ baseRevision: 1, body: "x", translations: [{ language: "xx", body: "y" }] }, "translations.0.language"]], other: { baseRevision: 1, body: "Other words." } },
  "incidents.backfill": {
    valid: ({ now }) => ({ input: { title: "Forgotten", visibility: "public", posts: [{ state: "investigating", body: "It began.", occurredAt: at(now - 3 * DAY) }, { state: "resolved", body: "It ended.", occurredAt: at(now - 3 * DAY + HOUR) }] } }),
    invalid: [[{ title: "Forgotten", visibility: "public", posts: [] }, "posts"]],
    other: { title: "Another", visibility: "public", posts: [{ state: "resolved", body: "It ended.", occurredAt: "2026-10-01T00:00:00Z" }] },
  },
  "incidents.correct_impact": {
    valid: async (asking) => {
      const view = await findIncidentView(by(asking), asking.everyones.code);
      const from = view?.startedAt ?? 0;
      return { ...idOf(asking.everyones.incidentId), input: { baseVersion: asking.everyones.version, componentId: cards.id, line: [{ state: "degraded_performance", from: at(from), until: at(from + 10 * MINUTE) }, { state: "partial_outage", from: at(from + 10 * MINUTE), until: null }], reason: "The graphs say so." } };
    },
    invalid: [[{ baseVersion: 1, componentId: cards.id, line: [], reason: "" }, "reason"]],
    other: { baseVersion: 1, componentId: cards.id, line: [], reason: "Nothing was wrong." },
  },
  "incidents.correct_time": {
    valid: async (asking) => {
      const view = await findIncidentView(by(asking), asking.everyones.code);
      return { params: await updateOf(asking), input: { baseRevision: 1, occurredAt: at((view?.startedAt ?? 0) - MINUTE), reason: "The first call came earlier." } };
    },
    invalid: [[{ baseRevision: 1, occurredAt: "yesterday", reason: "x" }, "occurredAt"]],
    other: { baseRevision: 1, occurredAt: "2026-10-01T00:00:00Z", reason: "Otherwise." },
  },
  "incidents.merge": {
    valid: async (asking) => ({ ...idOf((await fresh(asking)).incidentId), input: { baseVersion: 1, into: asking.everyones.incidentId, intoVersion: asking.everyones.version, lastWords: "It goes on elsewhere.", body: "Reports are late too." } }),
    invalid: [[{ baseVersion: 1, into: "", intoVersion: 1 }, "into"]],
    other: { baseVersion: 1, into: "x", intoVersion: 1 },
  },
  "incidents.declare_false_alarm": { valid: async (asking) => ({ ...idOf((await fresh(asking)).incidentId), input: { baseVersion: 1, body: "The probe was wrong." } }), invalid: [[{ baseVersion: 1 }, "body"]], other: { baseVersion: 1, body: "Otherwise." } },
  "incidents.link": { valid: ({ everyones, affecteds }) => ({ ...idOf(everyones.incidentId), input: { otherId: affecteds.code } }), invalid: [[{}, "otherId"]], other: { otherId: "other" } },
  "incidents.unlink": { valid: ({ everyones, affecteds }) => ({ ...idOf(everyones.incidentId), input: { otherId: affecteds.code } }), invalid: [[{}, "otherId"]], other: { otherId: "other" } },
  "drafts.list": { valid: async (asking) => (await saveDraft(by(asking), { content: someContent() }), {}), invalid: [badCursor] },
  "drafts.get": { valid: async (asking) => idOf((await saveDraft(by(asking), { content: someContent() })).draftId) },
  "drafts.create": { valid: ({ everyones }) => ({ input: { incidentId: everyones.code, ...words } }), invalid: [[{ state: "fine" }, "state"]], other: { body: "Otherwise." } },
  "drafts.save": { valid: async (asking) => ({ ...idOf((await prepareDraft(by(asking), { body: "First words.", preparedBy: "test" })).draftId), input: { title: "A title", promiseDueAt: at(asking.now + HOUR) } }), invalid: [[{ visibility: "nobody" }, "visibility"]], other: { title: "Otherwise" } },
  "drafts.ask_approval": { valid: async (asking) => idOf((await prepareDraft(by(asking), { title: "T", visibility: "public", ...words, preparedBy: "test" })).draftId) },
  "drafts.discard": { valid: async (asking) => idOf((await saveDraft(by(asking), { content: someContent() })).draftId) },
};

export const maintenanceCases: Record<string, ApiCase> = {
  "maintenance.list": { valid: () => ({ input: { state: "all" } }), invalid: [badCursor, [{ state: "soon" }, "state"]] },
  "maintenance.get": { valid: async (asking) => idOf(await work(asking, { asksUntil: asking.now + DAY })) },
  "maintenance.plan": { valid: ({ now }) => ({ input: plan(now) }), invalid: [[{ ...plan(Date.UTC(2030, 0)), scheduledUntil: "2030-01-01T00:00:00Z" }, "scheduledUntil"], [{ ...plan(Date.UTC(2030, 0)), reminders: [0] }, "reminders.0"]], other: { ...plan(Date.UTC(2030, 0)), title: "Other" } },
  "maintenance.edit": { valid: async (asking) => ({ ...idOf(await work(asking)), input: { baseVersion: 1, title: "Another name", visibility: "public" } }), invalid: [[{ baseVersion: 1, visibility: "public" }, "title"]], other: { baseVersion: 1, title: "Third", visibility: "public" } },
  "maintenance.move": { valid: async (asking) => ({ ...idOf(await work(asking)), input: { baseVersion: 1, scheduledFor: at(asking.now + 4 * DAY), scheduledUntil: at(asking.now + 4 * DAY + HOUR) } }), invalid: [[{ baseVersion: 1, scheduledFor: "2030-01-01T00:00:00Z" }, "scheduledUntil"]], other: { baseVersion: 1, scheduledFor: "2030-01-01T00:00:00Z", scheduledUntil: "2030-01-01T01:00:00Z" } },
  "maintenance.extend": { valid: async (asking) => ({ ...idOf(await underWay(asking)), input: { baseVersion: 2, scheduledUntil: at(asking.now + 2 * DAY + 3 * HOUR) } }), invalid: [[{ baseVersion: 1 }, "scheduledUntil"]], other: { baseVersion: 1, scheduledUntil: "2030-01-01T01:00:00Z" } },
  "maintenance.start": step(),
  "maintenance.verify": begun,
  "maintenance.complete": begun,
  "maintenance.cancel": step(),
  "maintenance.post_note": { valid: async (asking) => ({ ...idOf(await work(asking)), input: { baseVersion: 1, body: "All is prepared." } }), invalid: [[{ baseVersion: 1, body: "" }, "body"]], other: { baseVersion: 1, body: "Otherwise." } },
  "series.list": { valid: async (asking) => (await series(asking), {}) },
  "series.get": { valid: async (asking) => idOf((await series(asking)).id) },
  "series.plan": { valid: ({ now }) => ({ input: { ...plan(now), rrule: "FREQ=WEEKLY;BYDAY=SU", timeZone: "Europe/Berlin" } }), invalid: [[{ ...plan(Date.UTC(2030, 0)), rrule: "FREQ=SOMETIMES", timeZone: "UTC" }, "rrule"]], other: { ...plan(Date.UTC(2030, 0)), rrule: "FREQ=DAILY", timeZone: "UTC" } },
  "series.change": {
    valid: async (asking) => {
      const { id, first } = await series(asking);
      return { ...idOf(id), input: { ...plan(asking.now), scheduledFor: at(first + DAY), scheduledUntil: at(first + DAY + HOUR), rrule: "FREQ=WEEKLY", timeZone: "UTC", baseVersion: 1, from: at(first + DAY) } };
    },
    invalid: [[{ ...plan(Date.UTC(2030, 0)), rrule: "FREQ=DAILY", timeZone: "UTC", baseVersion: 1 }, "from"]],
    other: { ...plan(Date.UTC(2030, 0)), rrule: "FREQ=DAILY", timeZone: "UTC", baseVersion: 1, from: "2030-01-01T00:00:00Z" },
  },
  "series.end": { valid: async (asking) => ({ ...idOf((await series(asking)).id), input: { baseVersion: 1 } }), invalid: [[{ baseVersion: 0 }, "baseVersion"]], other: { baseVersion: 1, cancelsPlanned: true } },
  "series.plan_occurrence": {
    valid: async (asking) => {
      const { id, first } = await series(asking);
      return { ...idOf(id), input: { at: at(first + 2 * DAY) } };
    },
    invalid: [[{}, "at"]],
    other: { at: "2030-01-01T00:00:00Z" },
  },
};

export const catalogCases: Record<string, ApiCase> = {
  "components.list": { valid: () => ({ input: { archived: "with" } }), invalid: [[{ archived: "yes" }, "archived"]] },
  "components.get": { valid: () => idOf(cards.id) },
  "components.create": { valid: () => ({ input: newComponent }), invalid: [[{ ...newComponent, name: "" }, "name"], [{ ...newComponent, startedOn: "2999-01-01" }, "startedOn"]], other: { ...newComponent, name: "Other" } },
  "components.save": { valid: () => ({ ...idOf(reporting.id), input: { ...newComponent, name: "Reports", baseVersion: 1, showsHistory: false } }), invalid: [[newComponent, "baseVersion"]], other: { ...newComponent, baseVersion: 1 } },
  "components.archive": { valid: () => idOf(globexVault.id) },
  "components.restore": { valid: async (asking) => (await archiveComponent(by(asking), { id: globexVault.id }), idOf(globexVault.id)) },
  "components.move": { valid: () => ({ ...idOf(payouts.id), input: { direction: "up" } }), invalid: [[{ direction: "left" }, "direction"]], other: { direction: "down" } },
  "groups.list": { valid: () => ({}) },
  "groups.get": { valid: () => idOf("grp_payments") },
  "groups.create": { valid: () => ({ input: { name: "Reports" } }), invalid: [[{ name: "" }, "name"]], other: { name: "Other" } },
  "groups.save": { valid: () => ({ ...idOf("grp_payments"), input: { name: "Payments", baseVersion: 1, after: null } }), invalid: [[{ name: "Payments", baseVersion: 1 }, "after"]], other: { name: "Other", baseVersion: 1, after: null } },
  "groups.delete": { valid: () => idOf("grp_payments") },
  "customers.list": { valid: () => ({ input: { search: "ac" } }), invalid: [badCursor] },
  "customers.get": { valid: () => idOf(acme.id) },
  "customers.create": { valid: () => ({ input: newCustomer }), invalid: [[{ ...newCustomer, slug: "Not A Slug" }, "slug"], [{ ...newCustomer, timeZone: "Mars" }, "timeZone"]], other: { ...newCustomer, slug: "other" } },
  "customers.save": { valid: () => ({ ...idOf(acme.id), input: { ...newCustomer, baseVersion: 1 } }), invalid: [[newCustomer, "baseVersion"]], other: { ...newCustomer, name: "Other", baseVersion: 1 } },
  "customers.archive": { valid: () => idOf(globex.id) },
  "customers.restore": { valid: async (asking) => (await archiveCustomer(by(asking), { id: globex.id }), idOf(globex.id)) },
  "customers.save_components": { valid: () => ({ ...idOf(acme.id), input: { baseVersion: 1, components: [{ componentId: payouts.id, ownName: "Money out", place: 1 }] } }), invalid: [[{ baseVersion: 1, components: [{ componentId: payouts.id, place: -1 }] }, "components.0.place"]], other: { baseVersion: 1, components: [] } },
  "journeys.create": { valid: () => ({ ...idOf(acme.id), input: { baseVersion: 1, name: "Refunds", criticality: "useful" } }), invalid: [[{ baseVersion: 1, name: "Refunds", criticality: "very" }, "criticality"]], other: { baseVersion: 1, name: "Other", criticality: "useful" } },
  "journeys.save": { valid: () => ({ params: { id: acme.id, journey: journey.id }, input: { baseVersion: 1, name: "Refunds", criticality: "useful", componentIds: [cards.id] } }), invalid: [[{ baseVersion: 1, criticality: "useful" }, "name"]], other: { baseVersion: 1, name: "Other", criticality: "useful" } },
  "journeys.delete": { valid: () => ({ params: { id: acme.id, journey: journey.id } }) },
  "members.list": { valid: () => idOf(acme.id), invalid: [badCursor] },
  "members.add": { valid: () => ({ ...idOf(acme.id), input: { name: "Nia", email: "nia@acme.example", role: "viewer" } }), invalid: [[{ name: "Nia", email: "no address", role: "viewer" }, "email"]], other: { name: "Other", email: "other@acme.example", role: "viewer" } },
  "members.remove": { valid: () => ({ params: { id: acme.id, member: `mem_${anna.id}` } }) },
};

export const readerCases: Record<string, ApiCase> = {
  "subscribers.list": { valid: () => ({ input: { search: "@stranger" } }), invalid: [badCursor] },
  "subscribers.add": { valid: () => ({ input: { email: "ops@elsewhere.example", mode: "confirmed", consent: "At the fair, 3 May 2026.", kinds: ["incidents"], components: ["Payouts"] } }), invalid: [[{ email: "nobody", mode: "invite" }, "email"], [{ email: "a@b.example", mode: "confirmed" }, "consent"], [{ email: "a@b.example", mode: "invite", customer: "nobody" }, "customer"], [{ email: "a@b.example", mode: "invite", timeZone: "Mars" }, "timeZone"]], other: { email: "other@elsewhere.example", mode: "invite" } },
  "subscribers.import": { valid: () => ({ input: { mode: "invite", text: "email\nops@elsewhere.example\nnobody" } }), invalid: [[{ mode: "invite", text: "" }, "text"]], other: { mode: "invite", text: "email\nother@elsewhere.example" } },
  "subscribers.stop": { valid: () => idOf(listener.id) },
  "subscribers.share": { valid: () => ({ ...idOf(listener.id), input: { isShared: true } }), invalid: [[{}, "isShared"]], other: { isShared: false } },
  "deliveries.list": { valid: () => ({ input: { state: "dead" } }), invalid: [badCursor, [{ state: "lost" }, "state"]] },
  "deliveries.get": { valid: () => idOf(givenUp.id) },
  "deliveries.replay": { valid: () => idOf(givenUp.id) },
};

import type { Db } from "#db/open";
import { impactIntervals, incidentComponents, incidentCustomers, incidents, promises, updateComponents, updateNotes, updates } from "#db/schema/incidents";
import { makeFindable } from "#lib/incidents/commands/findable";
import type { IncidentState, Visibility } from "#lib/incidents/terms";
import type { Company } from "./company.ts";
import { Dice } from "./random.ts";
import { insertRows } from "./rows.ts";

const minute = 60_000;
export const historyDays = 395;

/** Told to everybody, or to all who use a shared component: as many at every scale, since a platform with ten times the customers has no ten times the outages. */
const publicCount = 240;
const sharedCount = 120;

const failures = ["are failing", "are slow", "arrive late", "time out", "are refused", "are doubled", "show old figures", "cannot be reached"];
const things = ["Card payments", "Refunds", "Payouts", "Webhooks", "Reports", "Sign-ins", "Exports", "Settlements", "Überweisungen", "Paiements différés"];
const causes = ["a certificate that expired", "a full disk", "a release we took back", "a partner bank's maintenance", "a lock in the ledger", "a wrong route", "a queue that stood still"];
const sentences = [
  "About 1 in 8 requests fails since this began.",
  "We have found the cause: CAUSE.",
  "The fix is being rolled out, region by region.",
  "Figures are back to normal; we go on watching.",
  "Requests that failed meanwhile can be sent again safely.",
  "Nothing was lost, and nothing has to be done on your side.",
];

interface Drawn {
  id: string;
  at: number;
  visibility: Visibility;
  customer: Company["customers"][number] | null;
  componentId: string;
}

/** Thirteen months, evenly spread, the last of them still going on. */
export async function addIncidents(db: Db, input: { company: Company; count: number; now: number }): Promise<void> {
  const dice = new Dice(11);
  const step = (historyDays * 86_400_000) / input.count;
  const kinds = shuffledKinds(dice, input.count);
  const drawn = kinds.map((kind, index) => draw({ kind, dice, company: input.company, index, at: Math.round(input.now - (input.count - index) * step) + dice.between(0, 999) }));
  const slice = 2_000;
  for (let from = 0; from < drawn.length; from += slice) await addSlice(db, { drawn: drawn.slice(from, from + slice), dice, now: input.now });
}

type Kind = "public" | "shared" | "dedicated" | "selected" | "internal";

function shuffledKinds(dice: Dice, count: number): Kind[] {
  const fixed: Kind[] = [...Array.from({ length: Math.min(publicCount, count) }, () => "public" as const), ...Array.from({ length: Math.max(0, Math.min(sharedCount, count - publicCount)) }, () => "shared" as const)];
  const rest = Array.from({ length: Math.max(0, count - fixed.length) }, () => dice.one<Kind>(["dedicated", "dedicated", "selected", "selected", "selected", "internal"]));
  const all = [...fixed, ...rest];
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = dice.between(0, index);
    [all[index], all[other]] = [all[other] ?? "public", all[index] ?? "public"];
  }
  return all;
}

function draw({ kind, dice, company, index, at }: { kind: Kind; dice: Dice; company: Company; index: number; at: number }): Drawn {
  const common = { id: `inc_s${1_000_000 + index}`, at };
  const customer = dice.one(company.customers);
  switch (kind) {
    case "public": return { ...common, visibility: "public", customer: null, componentId: dice.one(company.shared) };
    case "shared": return { ...common, visibility: "affected", customer: null, componentId: dice.one(company.shared) };
    case "dedicated": return { ...common, visibility: "affected", customer, componentId: customer.dedicated };
    case "selected": return { ...common, visibility: "selected", customer, componentId: dice.one(customer.used) };
    case "internal": return { ...common, visibility: "internal", customer: null, componentId: dice.one(company.shared) };
  }
}

async function addSlice(db: Db, { drawn, dice, now }: { drawn: Drawn[]; dice: Dice; now: number }): Promise<void> {
  const told = drawn.map((each) => tell(each, { dice, now }));
  await insertRows(db, incidents, told.map((each) => each.incident));
  await insertRows(db, incidentComponents, drawn.map(({ id, componentId }) => ({ incidentId: id, componentId })));
  await insertRows(db, incidentCustomers, drawn.flatMap(({ id, visibility, customer }) => (visibility === "selected" && customer ? [{ incidentId: id, customerId: customer.id }] : [])));
  await insertRows(db, updates, told.flatMap((each) => each.updates));
  await insertRows(db, updateComponents, told.flatMap((each) => each.changes));
  await insertRows(db, updateNotes, told.flatMap((each) => each.notes));
  await insertRows(db, impactIntervals, told.map((each) => each.interval));
  await insertRows(db, promises, told.flatMap((each) => each.promises));
  await db.write((tx) => makeFindable(tx, drawn.map((each) => each.id)), { holdMs: 300_000 });
}

function tell({ id, at, visibility, customer, componentId }: Drawn, { dice, now }: { dice: Dice; now: number }) {
  const cause = dice.one(causes);
  const posts = dice.between(2, 6);
  const pace = dice.between(6, 60) * minute;
  const happened = Array.from({ length: posts }, (_, order) => at + order * pace).filter((each) => each < now);
  const isOver = happened.length === posts;
  const last = happened.at(-1) ?? at;
  const state = (order: number): IncidentState => (isOver && order === posts - 1 ? "resolved" : order === 0 ? "investigating" : order === posts - 2 ? "monitoring" : "identified");
  const said = happened.map((when, order) => ({ id: `upd_${id.slice(4)}_${order}`, incidentId: id, state: state(order), body: words(dice, cause), occurredAt: when, recordedAt: when, authorId: "per_jonas_lindqvist" }));
  const noted = customer && dice.next() < 0.25 ? said.slice(0, 1) : [];
  return {
    incident: { id, code: `s${id.slice(5)}zzzz`, title: `${dice.one(things)} ${dice.one(failures)}`, visibility, state: state(said.length - 1), impact: "major" as const, startedAt: at, resolvedAt: isOver ? last : null, lastUpdateAt: last, createdAt: at, createdBy: "per_jonas_lindqvist" },
    updates: said,
    changes: said.slice(0, 1).map((update) => ({ updateId: update.id, componentId, state: "partial_outage" as const })),
    notes: noted.map((update) => ({ updateId: update.id, customerId: customer?.id ?? "", body: `For you: ${words(dice, cause)}` })),
    interval: { id: `int_${id.slice(4)}`, componentId, incidentId: id, state: "partial_outage" as const, from: at, until: isOver ? last : null },
    promises: isOver ? [] : said.slice(-1).map((update) => ({ id: `prm_${id.slice(4)}`, incidentId: id, updateId: update.id, kind: "next_update" as const, dueAt: now + 30 * minute })),
  };
}

function words(dice: Dice, cause: string): string {
  return dice.some(sentences, dice.between(1, 3)).join(" ").replace("CAUSE", cause);
}

import type { Db } from "#db/open";
import { mintContext } from "#lib/access/context";
import { memberPermissions } from "#lib/access/permissions";
import { draftStatement, saveComment } from "#lib/reports/commands/drafts";
import { releaseStatement } from "#lib/reports/commands/release";
import { saveContract } from "#lib/reports/commands/settings";
import { createShare, revokeShare } from "#lib/reports/commands/shares";
import { terms } from "#lib/testing/reports";
import type { Canaries } from "./canaries.ts";
import type { Company } from "./company.ts";
import type { Objectives } from "./objectives.ts";
import type { People } from "./people.ts";

interface Place {
  db: Db;
  canaries: Canaries;
  company: Company;
  people: People;
  now: number;
}

export interface Statements {
  released: Record<"A" | "B", string>;
  drafts: Record<"A" | "B", string>;
  /** Tokens of links that open each one's released statement. */
  shares: Record<"A" | "B", string>;
  shareIds: Record<"A" | "B", string>;
  /** Tokens that once did: one was revoked, one has expired. */
  ended: string[];
}

const [minute, day] = [60_000, 86_400_000];

/** Of each customer a statement on the days of everything that was told, and a draft that only staff know; with contracts and links. */
export async function addStatements(place: Place, { slos }: Objectives): Promise<Statements> {
  const made: Statements = { released: { A: "", B: "" }, drafts: { A: "", B: "" }, shares: { A: "", B: "" }, shareIds: { A: "", B: "" }, ended: [] };
  const until = Math.floor(place.now / minute) * minute;
  for (const of of ["A", "B"] as const) {
    await agree(place, of, slos[of]);
    made.released[of] = await state(place, of, { from: until - 5 * day, until });
    await releaseStatement(staff(place), { id: made.released[of], version: 2 });
    made.drafts[of] = await state(place, of, { from: until - 4 * day, until }, ["staff"]);
    const share = await open(place, of, made.released[of]);
    Object.assign(made.shares, { [of]: share.token });
    Object.assign(made.shareIds, { [of]: share.id });
    made.ended.push(await endEarly(place, of, made.released[of]), (await open(place, of, made.released[of], place.now - 8 * day)).token);
  }
  return made;
}

const staff = ({ people, db, now }: Place) => people.context(db, { role: "manager", at: now });

async function agree({ db, people, canaries, company, now }: Place, of: "A" | "B", sloId: string): Promise<void> {
  const words = (what: string) => canaries.make(`${what} of ${of}'s contract`, [of, "staff"]);
  await saveContract(people.context(db, { role: "manager", at: now - 10 * day }), { id: company.customers[of].id, version: 0, terms: { ...terms, sloId, name: `Agreement ${words("name")}`, clauses: `Clause ${words("clauses")}` } });
}

async function state(place: Place, of: "A" | "B", period: { from: number; until: number }, readers: string[] = [of, "staff"]): Promise<string> {
  const { canaries, company } = place;
  const what = readers.length === 1 ? "draft" : "statement";
  const id = await draftStatement(staff(place), { customerId: company.customers[of].id, period });
  await saveComment(staff(place), { id, version: 1, comment: `We say ${canaries.make(`comment of ${of}'s ${what}`, readers)}` });
  canaries.watch(id, `the id of ${of}'s ${what}`, readers);
  return id;
}

function owner({ db, company, people }: Place, of: "A" | "B", at: number) {
  const personId = people.sessions[`owner of ${of}`]?.personId ?? "";
  return mintContext({ db, now: at, actor: { kind: "person", personId, name: `Owner of ${of}` }, audience: { kind: "customer", customerId: company.customers[of].id }, permissions: memberPermissions.owner, requestId: "world" });
}

async function open(place: Place, of: "A" | "B", statementId: string, at = place.now): Promise<{ id: string; token: string }> {
  const { canaries, company } = place;
  const ofOwners = [`${of}.owner`, "staff"];
  const share = await createShare(owner(place, of, at), { statementId, customerId: company.customers[of].id, label: `Auditor ${canaries.make(`label of a link of ${of}'s`, ofOwners)}`, days: 7 });
  canaries.watch(share.id, `the id of a link of ${of}'s`, ofOwners);
  return share;
}

async function endEarly(place: Place, of: "A" | "B", statementId: string): Promise<string> {
  const { id, token } = await open(place, of, statementId);
  await revokeShare(owner(place, of, place.now), { id, customerId: place.company.customers[of].id });
  return token;
}

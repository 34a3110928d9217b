import type { Db } from "#db/open";
import { tellStatement } from "#lib/delivery/jobs/statement-mails";
import { discardDraft, draftStatement, remakeStatement, saveComment } from "#lib/reports/commands/drafts";
import { retireKeys } from "#lib/reports/commands/keys";
import { amendStatement, confirmCredit, release, releaseStatement } from "#lib/reports/commands/release";
import { saveContract, saveReleaseRule } from "#lib/reports/commands/settings";
import { createShare, revokeShare } from "#lib/reports/commands/shares";
import { closeMonth, closeMonths, releaseDue } from "#lib/reports/jobs";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { acme, anna, mira, priya, testNow } from "../cast.ts";
import { asMember, asStaff } from "../contexts.ts";
import { aStatement, october, terms } from "../reports.ts";
import { anSli, anSlo, count } from "../slos.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const [quiet, ofAcme] = [{ raises: [], because: "nobody but the team sees a draft" }, { raises: [raise.acme, raise.staff] }];
const byMira = (db: Db) => asStaff(db, mira);
const failing = { from: october.until - DAY, until: october.until - DAY + HOUR };

/** Acme was promised something in October, and some of it was counted. */
async function promised({ db }: Stage) {
  const { sliId, series } = await anSli(asStaff(db, mira, october.from - 40 * DAY), db);
  await count(db, { series, from: october.until - 2 * DAY, until: october.until, every: 15 });
  const sloId = await anSlo(asStaff(db, mira, october.from - 40 * DAY), [sliId]);
  return { sloId, series };
}

async function drafted(stage: Stage) {
  const made = await promised(stage);
  await saveContract(byMira(stage.db), { id: acme.id, version: 0, terms: { ...terms, sloId: made.sloId } });
  return { ...made, id: await aStatement(stage.db, { isReleased: false, now: testNow - MINUTE }) };
}

async function released(stage: Stage) {
  const made = await drafted(stage);
  await releaseStatement(byMira(stage.db), { id: made.id, version: 1 });
  return made;
}

/** What a scenario does with what was made before. */
function scenario<Made>(command: string, make: (stage: Stage) => Promise<Made>, act: (stage: Stage, made: Made) => Promise<unknown>): Pick<Scenario, "command" | "act"> {
  return { command, act: async (stage) => { const made = await make(stage); return () => act(stage, made); } };
}

export const reportScenarios: readonly Scenario[] = [
  { ...scenario("reports.draftStatement", promised, ({ db }) => draftStatement(byMira(db), { customerId: acme.id, period: failing })), ...quiet },
  { ...scenario("reports.saveComment", drafted, ({ db }, { id }) => saveComment(byMira(db), { id, version: 1, comment: "Better than it looks." })), ...quiet },
  { ...scenario("reports.remakeStatement", drafted, ({ db }, { id }) => remakeStatement(byMira(db), { id, version: 1 })), ...quiet },
  { ...scenario("reports.discardDraft", async (stage) => { await promised(stage); return draftStatement(byMira(stage.db), { customerId: acme.id, period: failing }); }, ({ db }, id) => discardDraft(byMira(db), { id, version: 1 })), ...quiet },
  { ...scenario("reports.releaseStatement", drafted, ({ db }, { id }) => releaseStatement(byMira(db), { id, version: 1 })), ...ofAcme },
  { ...scenario("reports.release", drafted, ({ db }, { id }) => release(byMira(db), { id, version: 1, byName: "" })), ...ofAcme },
  { ...scenario("reports.amendStatement", async (stage) => { const made = await released(stage); await count(stage.db, { ...failing, series: made.series, bad: 50 }); return made; }, ({ db }, { id }) => amendStatement(byMira(db), { id, reason: "Late counts" })), ...quiet },
  { ...scenario("reports.confirmCredit", released, ({ db }, { id }) => confirmCredit(byMira(db), { id })), ...ofAcme },
  { ...scenario("reports.confirmCredit", drafted, ({ db }, { id }) => confirmCredit(byMira(db), { id })), when: "of a draft", ...quiet },
  { ...scenario("reports.saveContract", promised, ({ db }, { sloId }) => saveContract(byMira(db), { id: acme.id, version: 0, terms: { ...terms, sloId } })), raises: [], because: "statements say what was agreed on, from the next one on" },
  { command: "reports.saveReleaseRule", act: ({ db }) => () => saveReleaseRule(asStaff(db, priya), { afterDays: 3 }), raises: [], because: "it is about what happens later" },
  { command: "reports.retireKeys", act: ({ db }) => () => retireKeys(asStaff(db, priya)), raises: [], because: "what was signed stays as it is" },
  { ...scenario("reports.createShare", released, ({ db }, { id }) => createShare(asMember(db, anna), { statementId: id, customerId: acme.id, label: "Auditor", days: 7 })), raises: [], because: "a shared page is never kept" },
  { ...scenario("reports.revokeShare", async (stage) => createShare(asMember(stage.db, anna), { statementId: (await released(stage)).id, customerId: acme.id, label: "Auditor", days: 7 }), ({ db }, { id }) => revokeShare(asMember(db, anna), { id, customerId: acme.id })), raises: [], because: "a shared page is never kept, and each request asks anew" },
  { ...scenario("reports.closeMonth", promised, ({ db }) => closeMonth({ db, now: testNow }, { customerId: acme.id, ...october })), ...quiet },
  { command: "reports.closeMonths", act: ({ db }) => () => closeMonths({ db, now: testNow }), raises: [], because: "it only says what is to be done" },
  { ...scenario("reports.releaseDue", async (stage) => { await saveReleaseRule(asStaff(stage.db, priya), { afterDays: 1 }); await promised(stage); return aStatement(stage.db, { isReleased: false, now: testNow - DAY }); }, ({ db }, id) => releaseDue({ db, now: testNow }, { statementId: id })), ...ofAcme },
  { ...scenario("delivery.tellStatement", released, ({ db }, { id }) => tellStatement({ db, now: testNow }, { statementId: id })), raises: [], because: "a mail is in nobody's page" },
];

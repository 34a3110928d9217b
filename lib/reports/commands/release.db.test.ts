import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { statementBlobs, statementKeys, statements } from "#db/schema/reports";
import { findShare } from "#lib/access/queries";
import { sha256 } from "#lib/platform/crypto";
import { isFailure } from "#lib/core/failure";
import { DAY, HOUR } from "#lib/core/time";
import { acme, addCast, anna, ben, carla, globex, jonas, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMonth, aStatement, outage } from "#lib/testing/reports";
import { count } from "#lib/testing/slos";
import { readChain, readEvidenceText, readPdf, readStatementFile } from "../queries/files.ts";
import { canReadStatement, findStatement, listShares, listStatements } from "../queries/statements.ts";
import { verifyStatement } from "../rules/verify.ts";
import { drawStatement } from "../pdf.ts";
import { discardDraft, draftStatement, remakeStatement, saveComment } from "./drafts.ts";
import { retireKeys } from "./keys.ts";
import { amendStatement, confirmCredit, releaseStatement } from "./release.ts";
import { createShare, revokeShare } from "./shares.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const later = testNow + 2 * HOUR;
const byMira = () => asStaff(database.db, mira, later);
const byAnna = () => asMember(database.db, anna, later);
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(() => null, (reason: unknown) => reason);
  return isFailure(error) ? error.code : error;
};
const everything = async () => ({ statements: await database.db.read.select().from(statements), blobs: await database.db.read.select({ statementId: statementBlobs.statementId, file: statementBlobs.file }).from(statementBlobs), audit: await database.db.read.select().from(auditEntries) });
const isProven = async (id: string) => (await verifyStatement({ statement: await readStatementFile(database.db.read, id), evidence: await readEvidenceText(database.db.read, id), chain: await readChain(database.db.read, acme.id) })).every(({ isPassed }) => isPassed);

describe("a statement", () => {
  test("is nobody's but staff's before its release, and its customer's alone after it", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db, { isReleased: false });
    expect([await findStatement(byAnna(), id), await canReadStatement(byAnna(), id), await listStatements(byAnna())]).toEqual([null, false, []]);
    await releaseStatement(byMira(), { id, version: 1 });
    expect((await listStatements(byAnna())).map((row) => row.id)).toEqual([id]);
    for (const ctx of [asMember(database.db, carla, later), asPublic(database.db, later)]) expect([await findStatement(ctx, id), await canReadStatement(ctx, id), await listStatements(ctx)]).toEqual([null, false, []]);
  });

  test("carries the comment that it was released with, and can be proved by its evidence", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db, { isReleased: false });
    await saveComment(byMira(), { id, version: 1, comment: "We have moved the certificate check." });
    await confirmCredit(byMira(), { id });
    await releaseStatement(byMira(), { id, version: 2 });
    const found = await findStatement(byAnna(), id);
    expect([found?.document.comment, found?.document.credit?.confirmed]).toEqual(["We have moved the certificate check.", { at: later, byName: mira.name }]);
    expect(await isProven(id)).toBe(true);
  });

  test("has its credit confirmed once, by whoever was first", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db);
    const both = await Promise.allSettled([confirmCredit(byMira(), { id }), confirmCredit(byMira(), { id })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await everything()).audit.filter(({ action }) => action === "statement.credit_confirmed")).toHaveLength(1);
    expect(await failure(confirmCredit(byMira(), { id }))).toBe("conflict");
  });

  test("is changed by nobody once it is released, and by the first of two before", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db, { isReleased: false });
    await saveComment(byMira(), { id, version: 1, comment: "First" });
    expect(await failure(saveComment(byMira(), { id, version: 1, comment: "Second" }))).toBe("conflict");
    await releaseStatement(byMira(), { id, version: 2 });
    const before = await everything();
    for (const attempt of [() => saveComment(byMira(), { id, version: 3, comment: "Late" }), () => remakeStatement(byMira(), { id, version: 3 }), () => releaseStatement(byMira(), { id, version: 3 }), () => discardDraft(byMira(), { id, version: 3 })]) expect(await failure(attempt())).toBe("conflict");
    expect(await everything()).toEqual(before);
  });

  test("needs a manager, and a refusal leaves nothing behind", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db, { isReleased: false });
    const before = await everything();
    for (const ctx of [asStaff(database.db, jonas), asStaff(database.db, tom), byAnna()]) {
      const attempts = [() => releaseStatement(ctx, { id, version: 1 }), () => saveComment(ctx, { id, version: 1, comment: "x" }), () => remakeStatement(ctx, { id, version: 1 }), () => discardDraft(ctx, { id, version: 1 }), () => amendStatement(ctx, { id, reason: "x" }), () => confirmCredit(ctx, { id }), () => draftStatement(ctx, { customerId: acme.id, period: outage })];
      for (const attempt of attempts) expect(await failure(attempt())).toBe("forbidden");
    }
    expect(await everything()).toEqual(before);
  });

  test("of a month stays as a draft; one that was asked for can be discarded", async () => {
    await aMonth(database.db);
    const [month, own] = [await aStatement(database.db, { isReleased: false }), await draftStatement(byMira(), { customerId: acme.id, period: { from: outage.from - DAY, until: outage.from + DAY } })];
    expect(await failure(discardDraft(byMira(), { id: month, version: 1 }))).toBe("conflict");
    await discardDraft(byMira(), { id: own, version: 1 });
    expect((await everything()).statements.map((row) => row.id)).toEqual([month]);
  });
});

describe("what is found out after the release", () => {
  test("is an amendment that says what differs, in the chain behind the first, which stays to the byte", async () => {
    const month = await aMonth(database.db);
    const id = await aStatement(database.db);
    const file = await readStatementFile(database.db.read, id);
    expect(await failure(amendStatement(byMira(), { id, reason: "Nothing new" }))).toBe("conflict");
    await count(database.db, { series: month.acmeSeries, from: outage.until, until: outage.until + 300_000, bad: 50 });
    const amendment = await amendStatement(byMira(), { id, reason: "Counts came two days late." });
    expect(await failure(amendStatement(byMira(), { id, reason: "Again" }))).toBe("conflict");
    await releaseStatement(byMira(), { id: amendment, version: 1 });
    const found = await findStatement(byAnna(), amendment);
    expect([found?.number, found?.document.amends?.number, found?.document.amends?.reason]).toEqual([2, 1, "Counts came two days late."]);
    expect(found?.document.amends?.differences.find(({ what }) => what === "Checkout works: counted")).toEqual({ what: "Checkout works: counted", before: "299675 / 300300", after: "299825 / 300700" });
    expect(await readStatementFile(database.db.read, id)).toBe(file);
    expect([await isProven(id), await isProven(amendment)]).toEqual([true, true]);
    expect((await findStatement(byAnna(), id))?.amendedBy).toEqual([{ id: amendment, number: 2 }]);
  });

  test("the chain goes on over a change of keys, and old keys stay published", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db);
    await retireKeys(asStaff(database.db, priya, later));
    const other = await draftStatement(byMira(), { customerId: acme.id, period: { from: outage.from - DAY, until: outage.from + DAY } });
    await releaseStatement(byMira(), { id: other, version: 1 });
    const keys = await database.db.read.select({ id: statementKeys.id, privateKey: statementKeys.privateKey }).from(statementKeys);
    expect(new Set(keys.map((key) => key.id)).size).toBe(2);
    expect(keys.every(({ privateKey }) => privateKey?.startsWith("v1."))).toBe(true);
    expect([await isProven(id), await isProven(other)]).toEqual([true, true]);
    expect(await failure(retireKeys(byMira()))).toBe("forbidden");
  });
});

describe("a share link", () => {
  const share = (statementId: string) => createShare(byAnna(), { statementId, customerId: acme.id, label: "Auditor", days: 7 });
  const opens = async (token: string, now = later) => (await findShare(database.db.read, { tokenHash: sha256(token), now }))?.statementId ?? null;

  test("opens its statement until it expires or is revoked, and is kept as a hash", async () => {
    await aMonth(database.db);
    const id = await aStatement(database.db);
    const [one, other] = [await share(id), await share(id)];
    expect([await opens(one.token), await opens(one.token, later + 7 * DAY - 1), await opens(one.token, later + 7 * DAY), await opens("guess")]).toEqual([id, id, null, null]);
    await revokeShare(byAnna(), { id: one.id, customerId: acme.id });
    expect([await opens(one.token), await opens(other.token)]).toEqual([null, id]);
    expect((await listShares(byAnna(), id)).map((each) => each.id)).toEqual([other.id]);
    expect(JSON.stringify(await everything())).not.toContain(other.token);
  });

  test("is made and revoked by the customer's owners only, of what is released", async () => {
    await aMonth(database.db);
    const draft = await aStatement(database.db, { isReleased: false });
    expect(await failure(share(draft))).toBe("not_found");
    await releaseStatement(byMira(), { id: draft, version: 1 });
    const { id } = await share(draft);
    for (const ctx of [asMember(database.db, ben, later), byMira()]) expect(await failure(createShare(ctx, { statementId: draft, customerId: acme.id, label: "x", days: 7 }))).toBe("forbidden");
    const byCarla = asMember(database.db, carla, later);
    expect([await failure(createShare(byCarla, { statementId: draft, customerId: globex.id, label: "x", days: 7 })), await failure(revokeShare(byCarla, { id, customerId: globex.id })), await listShares(byCarla, draft)]).toEqual(["not_found", "not_found", []]);
  });
});

test("the same document is the same PDF to the byte, drawn as often as one likes", async () => {
  await aMonth(database.db, { sloCount: 2 });
  const id = await aStatement(database.db);
  const found = await findStatement(byAnna(), id);
  if (!found?.documentHash) throw new Error("It is released.");
  const kept = await readPdf(database.db.read, id);
  expect((await drawStatement(found.document, found.documentHash)).equals(kept)).toBe(true);
});

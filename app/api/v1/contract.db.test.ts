import { randomUUID } from "node:crypto";
import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import { apiAnswers } from "#db/schema/api";
import { auditEntries } from "#db/schema/audit";
import { opens } from "#lib/access/permissions";
import { scopes } from "#lib/access/terms";
import { openApiDocument } from "#lib/api/openapi";
import type { Operation } from "#lib/api/operation";
import { operations } from "#lib/api/table";
import { now } from "#lib/platform/clock";
import { addKey, type Answer, ask, type Asked } from "#lib/testing/api/client";
import { type ApiCase, type Asking, catalogCases, incidentCases, maintenanceCases, readerCases } from "#lib/testing/api/cases";
import { Contract } from "#lib/testing/api/contract";
import { announcementCases, postmortemCases, templateCases } from "#lib/testing/api/publication-cases";
import { priya, tom } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { setStage } from "#lib/testing/every-command/stage";
import { GET as getDocument } from "./openapi.json/route.ts";

const database = testDatabase();
const cases: Record<string, ApiCase> = { ...incidentCases, ...postmortemCases, ...announcementCases, ...templateCases, ...maintenanceCases, ...catalogCases, ...readerCases };
const document = openApiDocument({ url: "http://localhost:3000", name: "Northlight" });
const contract = new Contract(document);
const declared = Object.values(document.paths).flatMap((verbs) => Object.values(verbs).map((each) => each.operationId));

async function begin(): Promise<Asking & { token: string }> {
  const stage = await setStage(database.db);
  const at = now();
  return { ...stage, now: at, token: (await addKey(database.db, { personId: priya.id, now: at })).token };
}

/** Asks, and holds the answer to the document. */
async function asked(operation: Operation, asking: Asked): Promise<Answer> {
  const answer = await ask(operation, asking);
  expect(contract.problemsOf(operation, answer), `${operation.id} ${answer.status} ${answer.text.slice(0, 300)}`).toEqual([]);
  return answer;
}

async function countFacts(): Promise<number> {
  return (await database.db.read.select({ count: count() }).from(auditEntries))[0]?.count ?? 0;
}

test("the document is what is served, and every operation of it has a case here", async () => {
  const served = await getDocument(new Request("http://localhost:3000/api/v1/openapi.json"), { params: Promise.resolve({}) });
  expect(await served.json()).toMatchObject({ openapi: "3.1.1", paths: document.paths });
  expect(Object.keys(cases).toSorted()).toEqual(declared.toSorted());
  expect(new Set(declared).size).toBe(operations.length);
});

const named = (list: readonly Operation[]) => list.map((operation) => [operation.id, operation] as const);
const caseOf = (id: string): ApiCase => cases[id] ?? { valid: () => ({}) };
const unknown = "xyz_00000000000000000000000000";

test.each(named(operations.filter(({ method }) => method === "POST")))("%s does what is valid once for each name", async (id, operation) => {
  const { token, ...asking } = await begin();
  const given = await caseOf(id).valid(asking);
  expect(contract.problemsOfInput(operation, given.input ?? {}), "the document lets it be sent").toEqual([]);
  const idempotencyKey = randomUUID();
  const first = await asked(operation, { ...given, token, idempotencyKey });
  expect([first.status, first.headers.get("idempotency-replayed")], first.text).toEqual([operation.status, null]);
  const facts = await countFacts();
  const again = await asked(operation, { ...given, token, idempotencyKey });
  expect([again.status, again.text, again.headers.get("idempotency-replayed")]).toEqual([first.status, first.text, "true"]);
  const otherwise = await asked(operation, { ...given, input: caseOf(id).other ?? { surprise: 1 }, token, idempotencyKey });
  expect([otherwise.status, otherwise.body["title"]]).toEqual([422, "invalid"]);
  expect((await asked(operation, { ...given, token, idempotencyKey: null })).status).toBe(400);
  expect(await countFacts(), "nothing is done twice").toBe(facts);
});

test.each(named(operations.filter(({ method }) => method === "GET")))("%s reads, and reads the same again", async (id, operation) => {
  const { token, ...asking } = await begin();
  const given = await caseOf(id).valid(asking);
  const facts = await countFacts();
  const first = await asked(operation, { ...given, token });
  expect(first.status, first.text).toBe(200);
  expect((await asked(operation, { ...given, token })).text).toBe(first.text);
  expect(await countFacts()).toBe(facts);
});

test.each(named(operations))("%s says which field is wrong, is closed to whoever has no key, no scope or no right, and finds nothing that is not there", async (id, operation) => {
  const { token, ...asking } = await begin();
  const given = await caseOf(id).valid(asking);
  const { params = {}, input = {} } = given;
  const facts = await countFacts();
  for (const [wrong, field] of [[{ ...input, surprise: "x" }, "surprise"] as const, ...(caseOf(id).invalid ?? [])]) {
    const answer = await asked(operation, { params, input: wrong, token });
    expect([answer.status, Object.keys(answer.body["fields"] ?? {})], answer.text).toEqual([422, expect.arrayContaining([field])]);
  }
  const unscoped = await addKey(database.db, { personId: priya.id, granted: scopes.filter((scope) => !opens([scope], operation.scope)), now: asking.now });
  const ofViewer = await addKey(database.db, { personId: tom.id, now: asking.now });
  expect((await asked(operation, given)).status).toBe(401);
  expect((await asked(operation, { ...given, token: "cak_somebody-elses" })).status).toBe(401);
  expect((await asked(operation, { ...given, token: unscoped.token })).status).toBe(403);
  expect((await asked(operation, { ...given, token: ofViewer.token })).status).toBe(operation.scope.endsWith(":write") ? 403 : operation.status);
  for (const name of operation.params) expect((await asked(operation, { ...given, params: { ...params, [name]: unknown }, token })).status, `unknown ${name}`).toBe(404);
  expect([await countFacts(), await database.db.read.select().from(apiAnswers)]).toEqual([facts, []]);
});

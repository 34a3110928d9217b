import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { sliSeries, slis } from "#db/schema/sli";
import { slos } from "#db/schema/slo";
import { isFailure } from "#lib/core/failure";
import { saveSource } from "#lib/sli/commands/sources";
import { findExport } from "#lib/slo/queries/console";
import { acme, addCast, mira, tom } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { importObjectives } from "./import-objectives.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const text = readFileSync("../shared/fixtures/openslo/sloth/examples/multifile.yml", "utf8");
const byMira = () => asStaff(database.db, mira);
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(() => null, (reason: unknown) => reason);
  return isFailure(error) ? error.code : error;
};

test("a file becomes SLIs, queries and objectives of a customer, and can be exported again", async () => {
  const { id: sourceId } = await saveSource(byMira(), { id: null, version: 0, kind: "prometheus", name: "P", settings: { url: "https://prometheus.example" }, secret: null });
  expect(await importObjectives(byMira(), { text, customerId: acme.id, sourceId })).toEqual({ made: 2 });
  expect((await database.db.read.select({ customerId: slis.customerId }).from(slis)).every(({ customerId }) => customerId === acme.id)).toBe(true);
  expect((await database.db.read.select({ query: sliSeries.query }).from(sliSeries)).every(({ query }) => query?.["total"]?.includes("increase("))).toBe(true);
  const [slo] = await database.db.read.select({ id: slos.id }).from(slos);
  expect(await findExport(byMira(), slo?.id ?? "")).toMatchObject({ service: "acme", query: { bad: expect.stringContaining("[1m]") } });
});

test("all of it or none: one that is there already stops the file", async () => {
  await importObjectives(byMira(), { text, customerId: acme.id, sourceId: null });
  const before = await database.db.read.select().from(slos);
  expect(await failure(importObjectives(byMira(), { text, customerId: acme.id, sourceId: null }))).toBe("conflict");
  expect(await failure(importObjectives(byMira(), { text: "hello: world", customerId: null, sourceId: null }))).toBe("invalid");
  expect(await failure(importObjectives(asStaff(database.db, tom), { text, customerId: null, sourceId: null }))).toBe("forbidden");
  expect(await database.db.read.select().from(slos)).toEqual(before);
});

import { beforeEach, describe, expect, test } from "vitest";
import { asAudience } from "#lib/access/context";
import { incidents } from "#db/schema/incidents";
import { disputeImpact } from "#lib/impact/commands/disputes";
import { getIncidentImpact } from "#lib/impact/queries/impact";
import { acme, addCast, anna, globex, mira, testNow } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMonth, aStatement, type Month } from "#lib/testing/reports";
import { getHealth } from "./health.ts";

const database = testDatabase();
let month: Month;
beforeEach(async () => {
  await addCast(database.db);
  month = await aMonth(database.db);
});

const byMira = () => asStaff(database.db, mira);

describe("a customer's health", () => {
  test("says of its incidents what their own pages say, and of nobody else's customer anything", async () => {
    const { document } = await getHealth(byMira(), { customerId: acme.id, span: "30d" });
    const [incident] = document.incidents;
    const seen = await getIncidentImpact(asAudience(byMira(), { kind: "customer", customerId: acme.id }), { incidentId: month.incidentId, customerId: acme.id });
    expect(incident?.impact?.failed).toBe(seen.measurement === "measured" ? seen.failed : null);
    expect(incident?.impact?.failed).toBeGreaterThan(0);
    expect(document.objectives.map(({ id }) => id)).toEqual([month.acmeSlo]);
    expect(JSON.stringify(document)).not.toContain(month.globexSlo);
  });

  test("has what it disputed, and its statements with those that wait", async () => {
    const draft = await aStatement(database.db, { isReleased: false });
    const [row] = await database.db.read.select({ code: incidents.code }).from(incidents);
    await disputeImpact(asMember(database.db, anna), { code: row?.code ?? "", words: "We counted more.", failed: 900 });
    const health = await getHealth(byMira(), { customerId: acme.id, span: "30d" });
    expect(health.disputes).toMatchObject([{ words: "We counted more.", answeredAt: null }]);
    expect(health.statements).toMatchObject([{ id: draft, releasedAt: null }]);
    const other = await getHealth(byMira(), { customerId: globex.id, span: "30d" });
    expect([other.disputes, other.statements]).toEqual([[], []]);
  });

  test("of days in which nothing was promised says so", async () => {
    const { document, now } = await getHealth(byMira(), { customerId: globex.id, span: "quarter" });
    expect(document.period.until).toBeLessThan(testNow);
    expect(now.map(({ id }) => id)).toEqual([month.globexSlo]);
  });

  test("is nobody's but staff's, and of no customer that there is not", async () => {
    await expect(getHealth(asMember(database.db, anna), { customerId: acme.id, span: "30d" })).rejects.toThrow();
    await expect(getHealth(byMira(), { customerId: "cus_none", span: "30d" })).rejects.toThrow("There is no such customer.");
  });
});

import { eq, getTableName, isTable, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "#db/open";
import * as schema from "#db/schema/index";
import { incidents } from "#db/schema/incidents";
import { findDisputeToTell, listImpactDisputes, listOpenDisputes } from "#lib/impact/queries/disputes";
import { getIncidentImpact, listCustomerImpacts } from "#lib/impact/queries/impact";
import { findCustomerPage } from "#lib/slo/queries/console";
import { listSpenders } from "#lib/impact/queries/spenders";
import { findSloDetail } from "#lib/slo/queries/detail";
import { exportSlots } from "#lib/slo/queries/slots";
import { testNow } from "#lib/testing/cast";
import { withDatabase } from "#lib/testing/database";
import { faultsOf, recordStatements } from "#lib/testing/statements";
import { customerAudience, readAs } from "./growth-reads.ts";
import { customerId } from "./seed/company.ts";
import { seedScale } from "./seed/scale.ts";

const tables = new Set(Object.values(schema).flatMap((value: unknown) => (isTable(value) ? [getTableName(value)] : [])));
/** Read whole on purpose: everybody sees a public incident, and each customer that does is counted. */
const knowingly: { isIt: RegExp; table: string }[] = [
  { isIt: /from "customers" where/i, table: "customers" },
  { isIt: /"slis"."customer_id" in/i, table: "slis" },
  { isIt: /"slis"."customer_id" in/i, table: "sli_series" },
  { isIt: /"slis"."customer_id" in/i, table: "journeys" },
  // At most five hundred of an objective, put in order for its page.
  { isIt: /from "slo_exclusions" where .* order by/i, table: "slo_exclusions" },
];
const small = new Set(["settings", "staff_members", "components", "component_groups", "sli_sources"]);

const definition = JSON.stringify({ policy: { targetPpm: 999_000, window: { kind: "rolling", days: 30 }, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0 }, alerts: [], way: null, parts: [{ sliId: "sli_1", weight: 1 }] });
const id = customerId(3);

/** Ten SLIs and objectives a customer, and ten disputes an incident: enough that an index is worth it. */
const more = [
  "insert into sli_sources (id, kind, name, settings, version, created_at) values ('src_1', 'push', 'Source', '{}', 1, 0)",
  "insert into slis (id, customer_id, key, name, kind, definition, version, created_at) select 'sli_' || c.id || n.id, c.id, n.id, 'Works', 'availability', 'Answered', 1, 0 from customers c cross join (select id from components order by id limit 10) n",
  `insert into slis (id, customer_id, key, name, kind, definition, version, created_at) values ('sli_1', '${id}', 'one', 'Works', 'availability', 'Answered', 1, 0)`,
  `insert into sli_series (number, sli_id, source_id, first_minute, last_minute, created_at) values (1, 'sli_1', 'src_1', 0, 1, 0)`,
  "insert into sli_series (number, sli_id, source_id, first_minute, last_minute, created_at) select 1000 + row_number() over (order by id), id, 'src_1', 0, 1, 0 from slis where id <> 'sli_1'",
  "insert into slos (id, customer_id, name, version, created_at) select 'slo_' || id, customer_id, 'Works', 1, 0 from slis",
  `insert into slo_versions (slo_id, number, effective_from, binds_from, definition, reason, created_at) select id, 1, 0, 0, '${definition}', '', 0 from slos`,
  "insert into impact_disputes (id, incident_id, customer_id, words, raised_at, raised_by_name, answered_at) select 'dsp_' || i.id || c.id, i.id, c.id, 'More', i.started_at, 'Anna', i.started_at from incidents i cross join (select id from customers order by id limit 10) c",
];

test("what an incident did to a customer, disputes and the page of an objective are answered by an index", () =>
  withDatabase(async ({ db, url }) => {
    await seedScale(db, { customers: 400, subscribers: 400, incidents: 1_000, deliveries: 10 }, { now: testNow });
    for (const insert of more) await db.write(async (tx) => void (await tx.rows(sql.raw(insert))), { holdMs: 60_000 });
    await db.write(async (tx) => void (await tx.rows(sql`analyze`)), { holdMs: 60_000 });
    const [incident] = await db.read.select({ id: incidents.id }).from(incidents).where(eq(incidents.visibility, "public")).limit(1);
    const statements = await recordStatements(url, (own) => askEverything(own, incident?.id ?? ""));
    expect(statements.length).toBeGreaterThan(15);
    const faults: string[] = [];
    // Counts are looked up by their key, time and series, with lists of numbers that cannot be explained again.
    for (const statement of statements.filter(({ text }) => !/\bsli_(minutes|quarters|days)\b/.test(text))) {
      for (const { kind, table } of await faultsOf(db, statement)) {
        if (!small.has(table) && tables.has(table) && !knowingly.some((known) => known.table === table && known.isIt.test(statement.text))) faults.push(`${kind} of ${table}: ${statement.text.replaceAll(/\s+/g, " ").slice(0, 400)}`);
      }
    }
    expect([...new Set(faults)]).toEqual([]);
  }), 300_000);

async function askEverything(db: Db, incidentId: string): Promise<void> {
  const [team, acme] = [readAs(db, { audience: { kind: "staff" }, now: testNow }), readAs(db, { audience: customerAudience, now: testNow })];
  await getIncidentImpact(acme, { incidentId, customerId: id });
  await listCustomerImpacts(team, incidentId);
  await listImpactDisputes(acme, incidentId);
  await listImpactDisputes(team, incidentId);
  await listOpenDisputes(team);
  await findDisputeToTell(db.read, "dsp_none");
  await findCustomerPage(team, { sloId: "slo_sli_1" });
  const detail = await findSloDetail(acme, { id: "slo_sli_1", zone: "UTC" });
  if (detail) await listSpenders(acme, detail);
  await exportSlots(acme, "slo_sli_1");
}

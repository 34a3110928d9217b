import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { hosts } from "#db/schema/hosts";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { archiveCustomer } from "#lib/customers/commands/customers";
import { type Dns, DnsTrouble } from "#lib/platform/dns";
import { acme, addCast, globex, jonas, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { addHost, checkHost, removeHost } from "./hosts.ts";
import { checkDue } from "../jobs.ts";
import { findPlace, getHost, listHosts, loadPlaces } from "../queries/hosts.ts";

const database = testDatabase();
const manager = (at = testNow) => asStaff(database.db, mira, at);
const host = "status.acme.example";

beforeEach(() => addCast(database.db));

/** A zone of these records; whatever else is asked has none. */
function zone(records: Record<string, string[]>): Dns & { asked: string[] } {
  const asked: string[] = [];
  const answer = async (name: string) => (asked.push(name), records[name] ?? []);
  return { asked, texts: answer, leadsTo: answer };
}

const silent: Dns = { texts: () => Promise.reject(new DnsTrouble("DNS did not answer in time.")), leadsTo: async () => [] };

async function added(name = host, customerId: string | null = acme.id) {
  const { id } = await addHost(manager(), { host: name, customerId });
  const { challenge } = await getHost(manager(), { id });
  return { id, challenge, right: zone({ [challenge.name]: [challenge.value], [name]: ["localhost"] }) };
}

describe("a name", () => {
  test("shows nothing until its record is found, then its customer's portal", async () => {
    const { id, challenge, right } = await added(" Status.Acme.example ");
    expect(challenge).toEqual({ name: `_candor.${host}`, value: expect.stringMatching(/^candor-verify=[\w-]{27}$/) });
    expect(await loadPlaces(database.db.read)).toEqual([]);
    expect(await checkHost(manager(), { id, dns: zone({}) })).toBe("failed");
    expect(await loadPlaces(database.db.read)).toEqual([]);
    expect(await checkHost(manager(), { id, dns: zone({ [challenge.name]: ["v=spf1 -all", challenge.value], [host]: ["localhost"] }) })).toBe("verified");
    expect(right.asked).toEqual([]);
    expect(await loadPlaces(database.db.read)).toEqual([{ host, customer: { id: acme.id, slug: acme.slug, name: acme.name } }]);
    expect(await getHost(manager(), { id })).toMatchObject({ state: "verified", finding: { isLedHere: true, leadsTo: ["localhost"], trouble: null } });
  });

  test("that another challenge stands for proves nothing", async () => {
    const [ours, theirs] = [await added(), await added("status.globex.example", globex.id)];
    expect(await checkHost(manager(), { id: ours.id, dns: zone({ [ours.challenge.name]: [theirs.challenge.value] }) })).toBe("failed");
  });

  test("belongs to one portal only, in whatever spelling it comes", async () => {
    await added();
    await expect(addHost(manager(), { host: "STATUS.acme.example.", customerId: globex.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(addHost(manager(), { host: "localhost", customerId: null })).rejects.toMatchObject({ code: "invalid", fields: { host: expect.any(String) } });
    await expect(addHost(manager(), { host: "x.example", customerId: "cus_nobody" })).rejects.toMatchObject({ fields: { customerId: expect.any(String) } });
    expect(await listHosts(manager())).toHaveLength(1);
  });

  test("is added, looked up, listed and removed by who manages customers", async () => {
    const { id, right } = await added();
    const responder = asStaff(database.db, jonas);
    await expect(addHost(responder, { host: "x.example", customerId: null })).rejects.toMatchObject({ code: "forbidden" });
    await expect(checkHost(responder, { id, dns: right })).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeHost(responder, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listHosts(responder)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("removed, archived with its customer or never known, shows nothing", async () => {
    const [first, second] = [await added(), await added("status.globex.example", globex.id)];
    for (const { id, right } of [first, second]) await checkHost(manager(), { id, dns: right });
    await removeHost(manager(), { id: first.id });
    await archiveCustomer(manager(), { id: globex.id });
    expect([await findPlace(database.db.read, host), await findPlace(database.db.read, "status.globex.example"), await findPlace(database.db.read, "status.evil.example")]).toEqual([null, null, null]);
    await expect(removeHost(manager(), { id: first.id })).rejects.toMatchObject({ code: "not_found" });
    const actions = (await database.db.read.select({ action: auditEntries.action }).from(auditEntries).where(eq(auditEntries.entityId, first.id)).orderBy(auditEntries.id)).map(({ action }) => action);
    expect(actions).toEqual(["host.added", "host.verified", "host.removed"]);
  });
});

describe("names are looked up by themselves", () => {
  const run = (at: number, dns: Dns) => checkDue({ db: database.db, now: at, dns });

  test("soon while they are new, daily once they are proven", async () => {
    const { id, right } = await added();
    await run(testNow, right);
    expect((await getHost(manager(), { id })).state).toBe("verified");
    const asked = right.asked.length;
    await run(testNow + DAY - MINUTE, right);
    expect(right.asked).toHaveLength(asked);
    await run(testNow + DAY, right);
    expect(right.asked.length).toBeGreaterThan(asked);
  });

  test("a proven one whose record goes is said to have lost it, and given up a week later", async () => {
    const { id, right } = await added();
    await run(testNow, right);
    await run(testNow + DAY, zone({}));
    expect(await getHost(manager(), { id })).toMatchObject({ state: "verified", lostAt: testNow + DAY });
    await run(testNow + 7 * DAY, zone({}));
    expect((await getHost(manager(), { id })).state).toBe("verified");
    await run(testNow + 8 * DAY, zone({}));
    expect(await getHost(manager(), { id })).toMatchObject({ state: "failed", lostAt: null });
    expect(await loadPlaces(database.db.read)).toEqual([]);
  });

  test("while DNS is silent nothing changes, and the trouble is said", async () => {
    const { id, right } = await added();
    await run(testNow, right);
    await run(testNow + DAY, silent);
    expect(await getHost(manager(), { id })).toMatchObject({ state: "verified", lostAt: null, finding: { trouble: "DNS did not answer in time." } });
  });

  test("at most twenty a round, those first that waited longest", async () => {
    await database.db.write((tx) => tx.insert(hosts).values(Array.from({ length: 25 }, (_, index) => ({ id: `hst_${index}`, host: `h${index}.example`, challenge: "x", state: "pending" as const, createdAt: testNow, checkedAt: testNow - HOUR - index }))));
    const dns = zone({});
    await run(testNow, dns);
    expect(new Set(dns.asked.filter((name) => name.startsWith("_candor.")))).toEqual(new Set(Array.from({ length: 20 }, (_, index) => `_candor.h${24 - index}.example`)));
  });
});

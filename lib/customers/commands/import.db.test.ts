import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships, people } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { customers, emailDomains } from "#db/schema/customers";
import { outbox } from "#db/schema/outbox";
import { acme, addCast, anna, ben, globex, jonas, mira } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { raisedBy } from "#lib/testing/revisions";
import { ApplyImport, type ImportKind, PreviewImport } from "../input.ts";
import { previewImport } from "../queries/import-plan.ts";
import { applyImport } from "./import.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const asMira = () => asStaff(database.db, mira);
const raised = (act: () => Promise<unknown>) => raisedBy(database.db, act);
const everything = async () => [await database.db.read.select().from(customers), await database.db.read.select().from(emailDomains), await database.db.read.select().from(people), await database.db.read.select().from(memberships), await database.db.read.select().from(auditEntries), await database.db.read.select().from(outbox)];

async function importing(kind: ImportKind, text: string) {
  const { seal } = await previewImport(asMira(), { kind, text });
  return applyImport(asMira(), { kind, text, seal });
}

const someCustomers = "slug,name,tier,time_zone,language,email_domains\nhooli,Hooli,gold,America/Los_Angeles,en,hooli.example\nacme,Acme Group,,,de,acme.example\nglobex,Globex Travel,,,,\nbad slug,Bad,,,,";
const someMembers = "customer,email,name,role\nacme,Gavin@Hooli.example,Gavin Belson,owner\nglobex,gavin@hooli.example,Gavin Belson,\nacme,ben.fuchs@acme.example,Ben Fuchs,owner\nacme,anna.keller@acme.example,,owner\nnobody,x@y.example,X,";

describe("a preview", () => {
  test("writes nothing", async () => {
    const before = await everything();
    await previewImport(asMira(), { kind: "customers", text: someCustomers });
    await previewImport(asMira(), { kind: "members", text: someMembers });
    expect(await everything()).toEqual(before);
  });

  test("takes the file before the pasted text, and asks for one of them", () => {
    expect(PreviewImport.parse({ kind: "members", file: "a", text: "b" })).toEqual({ kind: "members", text: "a" });
    expect(PreviewImport.parse({ kind: "members", file: "", text: "b" })).toEqual({ kind: "members", text: "b" });
    expect(PreviewImport.safeParse({ kind: "members", file: " \n", text: "" }).success).toBe(false);
    expect(ApplyImport.safeParse({ kind: "people", text: "x", seal: "y" }).success).toBe(false);
  });
});

describe("an import of customers", () => {
  test("writes what the preview showed, and touches only those that changed", async () => {
    let tally: unknown;
    expect(await raised(async () => (tally = await importing("customers", someCustomers)))).toEqual([`customer:${acme.id}`, "staff"]);
    expect(tally).toEqual({ create: 1, change: 1, same: 1 });
    const rows = await database.db.read.select().from(customers);
    expect(rows.find((row) => row.slug === "hooli")).toMatchObject({ name: "Hooli", tier: "gold", timeZone: "America/Los_Angeles", version: 1 });
    expect(rows.find((row) => row.slug === "acme")).toMatchObject({ name: "Acme Group", tier: "gold", language: "de", timeZone: "Europe/Berlin", version: 2 });
    expect(rows.find((row) => row.slug === "globex")).toMatchObject({ version: 1 });
    expect(rows).toHaveLength(5);
    expect((await database.db.read.select().from(emailDomains)).map((row) => row.domain).toSorted()).toEqual(["acme.example", "hooli.example"]);
    const [entry] = await database.db.read.select().from(auditEntries).where(eq(auditEntries.entityId, acme.id));
    expect(entry).toMatchObject({ action: "customer.imported", before: { name: "Acme Retail", language: "en" }, after: { name: "Acme Group", language: "de" } });
  });

  test("a second time changes nothing at all", async () => {
    await importing("customers", someCustomers);
    const before = await everything();
    expect(await raised(async () => expect(await importing("customers", someCustomers)).toEqual({ create: 0, change: 0, same: 3 }))).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

describe("an import of members", () => {
  test("writes what the preview showed; one person in two customers is one person with two invitations", async () => {
    expect(await raised(async () => expect(await importing("members", someMembers)).toEqual({ create: 2, change: 1, same: 1 }))).toEqual([`customer:${acme.id}`, `customer:${globex.id}`, "staff"]);
    const [gavin, ...more] = await database.db.read.select().from(people).where(eq(people.email, "gavin@hooli.example"));
    expect(more).toEqual([]);
    const held = await database.db.read.select({ customerId: memberships.customerId, role: memberships.role }).from(memberships).where(eq(memberships.personId, gavin?.id ?? ""));
    expect(held.toSorted((left, right) => left.customerId.localeCompare(right.customerId))).toEqual([{ customerId: acme.id, role: "owner" }, { customerId: globex.id, role: "viewer" }]);
    expect(await database.db.read.select({ role: memberships.role }).from(memberships).where(eq(memberships.personId, ben.id))).toEqual([{ role: "owner" }]);
    const invitations = (await database.db.read.select().from(outbox).where(eq(outbox.kind, "person.invited"))).map((event) => event.payload);
    expect(invitations).toEqual([acme.id, globex.id].map((customerId) => ({ personId: gavin?.id, customerId, invitedBy: "Mira Okafor" })));
  });

  test("a second time changes nothing at all, and invites nobody again", async () => {
    await importing("members", someMembers);
    const before = await everything();
    expect(await importing("members", someMembers)).toEqual({ create: 0, change: 0, same: 4 });
    expect(await everything()).toEqual(before);
  });

  test("of 5,000 rows is one transaction of a few seconds", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `acme,person${index}@acme.example,Person ${index},`);
    const text = ["customer,email,name,role", ...rows].join("\r\n");
    const { seal } = await previewImport(asMira(), { kind: "members", text });
    const from = performance.now();
    expect(await applyImport(asMira(), { kind: "members", text, seal })).toEqual({ create: 5_000, change: 0, same: 0 });
    expect(performance.now() - from).toBeLessThan(20_000);
    expect(await database.db.read.select({ id: memberships.id }).from(memberships).where(eq(memberships.customerId, acme.id))).toHaveLength(5_002);
  }, 60_000);
});

describe("an import is refused, and nothing is written,", () => {
  test("where something changed since its preview", async () => {
    const { seal } = await previewImport(asMira(), { kind: "customers", text: someCustomers });
    await importing("customers", "slug,name\nhooli,Hooli of another");
    const before = await everything();
    await expect(applyImport(asMira(), { kind: "customers", text: someCustomers, seal })).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Something changed") });
    expect(await everything()).toEqual(before);
  });

  test("where the text is another than the one that was shown", async () => {
    const { seal } = await previewImport(asMira(), { kind: "customers", text: someCustomers });
    await expect(applyImport(asMira(), { kind: "customers", text: `${someCustomers}\nextra,Extra,,,,`, seal })).rejects.toMatchObject({ code: "conflict" });
    expect(await database.db.read.select().from(customers)).toHaveLength(4);
  });

  test("to whoever may not import", async () => {
    const { seal } = await previewImport(asMira(), { kind: "customers", text: someCustomers });
    for (const ctx of [asStaff(database.db, jonas), asMember(database.db, anna)]) {
      await expect(previewImport(ctx, { kind: "customers", text: someCustomers })).rejects.toMatchObject({ code: "forbidden" });
      await expect(applyImport(ctx, { kind: "customers", text: someCustomers, seal })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await database.db.read.select().from(customers)).toHaveLength(4);
  });
});

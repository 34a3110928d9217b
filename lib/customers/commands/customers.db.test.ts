import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { identityProviders, sessions } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { customerComponents, customers, emailDomains, journeyComponents, journeys } from "#db/schema/customers";
import { findCustomerBySlug, findSignedIn } from "#lib/access/queries";
import { archiveComponent } from "#lib/catalog/commands/archive";
import { saveSignIn } from "#lib/people/commands/customer-sign-in";
import { findProviderOfDomain } from "#lib/people/queries/sign-in";
import { acme, acmeGateway, addCast, anna, cards, globex, globexVault, jonas, mira, payouts, priya, reporting, testNow, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { raisedBy } from "#lib/testing/revisions";
import { CreateCustomer, SaveCustomer, SaveJourney, SaveSignIn, SaveUsedComponents } from "../input.ts";
import { getCustomer, listCustomers } from "../queries/customers.ts";
import { archiveCustomer, createCustomer, restoreCustomer, saveCustomer } from "./customers.ts";
import { deleteJourney, saveJourney } from "./journeys.ts";
import { saveUsedComponents } from "./used-components.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const asMira = (after = 0) => asStaff(database.db, mira, testNow + after);
const raised = (act: () => Promise<unknown>) => raisedBy(database.db, act);
const onlyAcme = [`customer:${acme.id}`, "staff"];
const actions = async (entityId: string) => (await database.db.read.select({ action: auditEntries.action }).from(auditEntries).where(eq(auditEntries.entityId, entityId))).map((row) => row.action);
const rowOf = async (id: string) => (await database.db.read.select().from(customers).where(eq(customers.id, id)))[0];

const aForm = (changes: Record<string, string> = {}) => CreateCustomer.parse({ name: "Hooli", slug: "hooli", tier: "gold", timeZone: "America/Los_Angeles", language: "en", ...changes });
const saving = (changes: Record<string, string> = {}) => SaveCustomer.parse({ id: acme.id, version: "1", name: acme.name, slug: acme.slug, tier: acme.tier, timeZone: acme.timeZone, language: "en", ...changes });
const using = (changes: Record<string, unknown> = {}) => SaveUsedComponents.parse({ id: acme.id, version: "1", use: [cards.id, reporting.id], [`name:${cards.id}`]: " Kasse ", [`place:${cards.id}`]: "2", [`place:${reporting.id}`]: "1", [`name:${payouts.id}`]: "not used", ...changes });
const aJourney = (changes: Record<string, unknown> = {}) => SaveJourney.parse({ id: acme.id, journey: "", version: "1", name: "Checkout", description: "", criticality: "critical", components: [cards.id, acmeGateway.id], ...changes });
const signingIn = (changes: Record<string, string> = {}) => SaveSignIn.parse({ id: acme.id, version: "1", domains: "Acme.example\n@acme.test", issuer: "https://login.acme.example", clientId: "candor", clientSecret: "s3cret", ...changes });

describe("a customer", () => {
  test("is created and recorded", async () => {
    const id = await createCustomer(asMira(), aForm());
    expect(await rowOf(id)).toMatchObject({ name: "Hooli", slug: "hooli", tier: "gold", timeZone: "America/Los_Angeles", version: 1, archivedAt: null });
    expect(await actions(id)).toEqual(["customer.created"]);
  });

  test("is not created under a slug that another has, archived or not", async () => {
    await archiveCustomer(asMira(), { id: globex.id });
    await expect(createCustomer(asMira(), aForm({ slug: "ACME" }))).rejects.toMatchObject({ code: "conflict", fields: { slug: expect.stringContaining("Acme Retail has this address") } });
    await expect(createCustomer(asMira(), aForm({ slug: "globex" }))).rejects.toMatchObject({ fields: { slug: expect.stringContaining("archived") } });
    expect(await database.db.read.select().from(customers)).toHaveLength(4);
  });

  test("of one slug is created once, however many ask at the same moment", async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => createCustomer(asMira(), aForm())));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.filter((outcome) => outcome.status === "rejected").map((outcome) => outcome.reason);
    expect(refusals).toMatchObject([{ code: "conflict" }, { code: "conflict" }]);
  });

  test.each([{ slug: "admin" }, { slug: "a b" }, { timeZone: "Mars/Olympus" }, { tier: "platinum" }, { language: "xx" }, { name: " " }])("is not created with %o", (changes) => {
    expect(CreateCustomer.safeParse({ ...aForm(), ...changes }).success).toBe(false);
  });

  test("is saved for itself alone; its pages are at the new address from then on", async () => {
    expect(await raised(() => saveCustomer(asMira(), saving({ slug: "acme-retail", name: "Acme & Söhne" })))).toEqual(onlyAcme);
    expect(await rowOf(acme.id)).toMatchObject({ name: "Acme & Söhne", version: 2 });
    expect(await findCustomerBySlug(database.db.read, "acme")).toBeNull();
    expect(await findCustomerBySlug(database.db.read, "acme-retail")).toMatchObject({ id: acme.id });
  });

  test("changed by somebody else meanwhile is not overwritten, whichever part of it was changed", async () => {
    await saveJourney(asMira(), aJourney());
    const asPriya = asStaff(database.db, priya, testNow + 60_000);
    for (const act of [() => saveCustomer(asPriya, saving({ name: "Mine" })), () => saveUsedComponents(asPriya, using()), () => saveJourney(asPriya, aJourney()), () => saveSignIn(asPriya, signingIn())]) {
      await expect(act()).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Mira Okafor changed this at 14:00 CET"), fields: { version: expect.any(String) } });
    }
    expect(await rowOf(acme.id)).toMatchObject({ name: acme.name, version: 2 });
    expect(await database.db.read.select().from(journeys)).toHaveLength(1);
  });

  test("that is archived is gone for its members at once, and back with all of it when it is restored", async () => {
    await database.db.write((tx) => tx.insert(sessions).values({ id: "ses_1", tokenHash: "hash", personId: anna.id, createdAt: testNow, lastSeenAt: testNow, expiresAt: testNow + 86_400_000 }));
    const memberships = async () => (await findSignedIn(database.db.read, { tokenHash: "hash", now: testNow }))?.memberships.map((each) => each.slug);
    expect(await memberships()).toEqual(["acme"]);
    expect(await raised(() => archiveCustomer(asMira(), { id: acme.id }))).toEqual(onlyAcme);
    expect(await memberships()).toEqual([]);
    expect(await findCustomerBySlug(database.db.read, "acme")).toBeNull();
    expect((await listCustomers(asMira(), { search: "", after: null })).rows.map((row) => row.slug)).not.toContain("acme");
    expect((await listCustomers(asMira(), { search: "", after: null, isArchived: true })).rows.map((row) => row.slug)).toEqual(["acme"]);
    await expect(saveCustomer(asMira(), saving({ version: "2" }))).rejects.toMatchObject({ code: "not_found" });
    await restoreCustomer(asMira(), { id: acme.id });
    expect(await memberships()).toEqual(["acme"]);
    expect(await actions(acme.id)).toEqual(["customer.archived", "customer.restored"]);
  });
});

describe("what a customer uses", () => {
  test("is saved with its own names and order, for itself alone", async () => {
    expect(await raised(() => saveUsedComponents(asMira(), using()))).toEqual(onlyAcme);
    const { used, version } = await getCustomer(asMira(), { id: acme.id });
    expect(used.toSorted((left, right) => left.componentId.localeCompare(right.componentId))).toEqual([
      { componentId: cards.id, ownName: "Kasse", position: 1 },
      { componentId: reporting.id, ownName: null, position: 0 },
    ]);
    expect(version).toBe(2);
    expect(await database.db.read.select().from(customerComponents).where(eq(customerComponents.customerId, globex.id))).toHaveLength(2);
  });

  test("can be nothing", async () => {
    await saveUsedComponents(asMira(), using({ use: undefined }));
    expect((await getCustomer(asMira(), { id: acme.id })).used).toEqual([]);
  });

  test("keeps components that were archived, and takes no new ones", async () => {
    await archiveComponent(asMira(), { id: payouts.id });
    await saveUsedComponents(asMira(), using({ use: cards.id }));
    expect((await getCustomer(asMira(), { id: acme.id })).used.map((each) => each.componentId).toSorted()).toEqual([cards.id, payouts.id]);
    await expect(saveUsedComponents(asMira(), using({ version: "2", use: [payouts.id] }))).rejects.toMatchObject({ code: "conflict" });
    await expect(saveUsedComponents(asMira(), using({ version: "2", use: ["cmp_nothing"] }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("is refused with a place that is no number, under that field", () => {
    const parsed = SaveUsedComponents.safeParse({ id: acme.id, version: "1", use: cards.id, [`place:${cards.id}`]: "first" });
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([`place:${cards.id}`]);
  });
});

describe("a journey", () => {
  test("is added last, changed and deleted, for its customer alone", async () => {
    expect(await raised(() => saveJourney(asMira(), aJourney()))).toEqual(onlyAcme);
    await saveJourney(asMira(), aJourney({ version: "2", name: "Refunds", components: [] }));
    const [first, second] = (await getCustomer(asMira(), { id: acme.id })).journeys;
    expect([first, second]).toMatchObject([{ name: "Checkout", criticality: "critical" }, { name: "Refunds", componentIds: [] }]);
    expect(first?.componentIds.toSorted()).toEqual([acmeGateway.id, cards.id]);
    await saveJourney(asMira(), aJourney({ version: "3", journey: first?.id, name: "Pay", criticality: "useful", components: cards.id }));
    expect((await getCustomer(asMira(), { id: acme.id })).journeys[0]).toMatchObject({ id: first?.id, name: "Pay", criticality: "useful", componentIds: [cards.id] });
    expect(await raised(() => deleteJourney(asMira(), { id: acme.id, journey: first?.id ?? "" }))).toEqual(onlyAcme);
    expect((await database.db.read.select().from(journeys)).map((row) => row.name)).toEqual(["Refunds"]);
    expect(await database.db.read.select().from(journeyComponents)).toEqual([]);
    expect(await actions(acme.id)).toEqual(["journey.created", "journey.created", "journey.saved", "journey.deleted"]);
  });

  test("of another customer cannot be changed or deleted through this one", async () => {
    await saveJourney(asMira(), aJourney());
    const [journey] = await database.db.read.select().from(journeys);
    await expect(deleteJourney(asMira(), { id: globex.id, journey: journey?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await expect(saveJourney(asMira(), aJourney({ id: globex.id, journey: journey?.id }))).rejects.toMatchObject({ code: "not_found" });
    expect(await database.db.read.select().from(journeys)).toEqual([journey]);
  });

  test("does not run on a component there is not", async () => {
    await expect(saveJourney(asMira(), aJourney({ components: ["cmp_nothing"] }))).rejects.toMatchObject({ code: "conflict" });
    expect(await database.db.read.select().from(journeys)).toEqual([]);
  });
});

describe("a customer's sign-in", () => {
  test("counts at once, and its secret is shown to nobody", async () => {
    await saveSignIn(asMira(), signingIn());
    expect(await findProviderOfDomain(database.db.read, "acme.test")).toMatchObject({ customerId: acme.id, issuer: "https://login.acme.example", clientId: "candor" });
    const customer = await getCustomer(asMira(), { id: acme.id });
    expect(customer.domains).toEqual(["acme.example", "acme.test"]);
    expect(JSON.stringify(customer)).not.toMatch(/s3cret|sealed|v1\./);
    expect(JSON.stringify(await database.db.read.select().from(auditEntries))).not.toContain("s3cret");
    await saveSignIn(asMira(), signingIn({ version: "2", clientSecret: "", clientId: "candor-2" }));
    expect(await findProviderOfDomain(database.db.read, "acme.test")).toMatchObject({ clientId: "candor-2", sealedSecret: expect.any(String) });
    await saveSignIn(asMira(), signingIn({ version: "3", issuer: "", clientId: "", clientSecret: "" }));
    expect(await database.db.read.select().from(identityProviders)).toEqual([]);
    expect((await getCustomer(asMira(), { id: acme.id })).domains).toEqual(["acme.example", "acme.test"]);
  });

  test("does not take a domain that another customer has, and then changes nothing else either", async () => {
    await saveSignIn(asMira(), signingIn());
    await expect(saveSignIn(asMira(), signingIn({ id: globex.id, domains: "globex.example acme.TEST" }))).rejects.toMatchObject({ code: "conflict", fields: { domains: expect.stringContaining("acme.test belongs to Acme Retail") } });
    expect(await database.db.read.select().from(emailDomains).where(eq(emailDomains.customerId, globex.id))).toEqual([]);
    expect(await rowOf(globex.id)).toMatchObject({ version: 1 });
  });

  test("is saved whole or not at all", async () => {
    await expect(saveSignIn(asMira(), signingIn({ issuer: "http://login.acme.example" }))).rejects.toMatchObject({ fields: { issuer: expect.any(String) } });
    await expect(saveSignIn(asMira(), signingIn({ clientSecret: "" }))).rejects.toMatchObject({ fields: { clientSecret: expect.any(String) } });
    expect(await database.db.read.select().from(emailDomains)).toEqual([]);
    expect(await database.db.read.select().from(auditEntries)).toEqual([]);
  });

  test.each([[{ clientId: "" }, "clientId"], [{ issuer: "" }, "issuer"], [{ domains: "" }, "domains"], [{ domains: "gmail.com" }, "domains"]])("is incomplete with %o", (changes, field) => {
    const parsed = SaveSignIn.safeParse({ id: acme.id, version: "1", domains: "acme.test", issuer: "https://login.acme.example", clientId: "candor", clientSecret: "", ...changes });
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([field]);
  });
});

describe("the list of customers", () => {
  test("is by name, searched in name and slug, with what each has", async () => {
    const all = await listCustomers(asStaff(database.db, tom), { search: "", after: null });
    expect(all.rows.map((row) => row.name)).toEqual(["Acme Retail", "Globex Travel", "Initech Payroll", "Umbrella Health"]);
    expect(all.rows[0]).toMatchObject({ slug: "acme", memberCount: 2, componentCount: 3 });
    expect((await listCustomers(asMira(), { search: "GLOBEX T", after: null })).rows.map((row) => row.slug)).toEqual(["globex"]);
    expect((await listCustomers(asMira(), { search: "initech", after: null })).rows.map((row) => row.slug)).toEqual(["initech"]);
    expect((await listCustomers(asMira(), { search: "100%_", after: null })).rows).toEqual([]);
  });

  test("comes in pages without gaps or repeats, also where names are the same", async () => {
    await database.db.write((tx) => tx.insert(customers).values(Array.from({ length: 120 }, (_, index) => ({ id: `cus_${String(index).padStart(3, "0")}`, slug: `c${index}`, name: `Customer ${index % 3}`, tier: "bronze" as const, timeZone: "UTC", createdAt: testNow }))));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(asMira(), { search: "", after });
      seen.push(...page.rows.map((row) => row.id));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(124);
    expect(new Set(seen).size).toBe(124);
  });
});

describe("whoever may not manage customers", () => {
  test.each([["a responder", () => asStaff(database.db, jonas)], ["a customer's owner", () => asMember(database.db, anna)]])("changes nothing as %s", async (_, who) => {
    const ctx = who();
    await saveJourney(asMira(), aJourney());
    const [journey] = await database.db.read.select().from(journeys);
    const before = await getCustomer(asMira(), { id: acme.id });
    const acts = [
      () => createCustomer(ctx, aForm()),
      () => saveCustomer(ctx, saving({ version: "2" })),
      () => archiveCustomer(ctx, { id: acme.id }),
      () => restoreCustomer(ctx, { id: acme.id }),
      () => saveUsedComponents(ctx, using({ version: "2", use: [globexVault.id] })),
      () => saveJourney(ctx, aJourney({ version: "2" })),
      () => deleteJourney(ctx, { id: acme.id, journey: journey?.id ?? "" }),
      () => saveSignIn(ctx, signingIn({ version: "2" })),
    ];
    for (const act of acts) expect(await raised(() => expect(act()).rejects.toMatchObject({ code: "forbidden" }))).toEqual([]);
    expect(await getCustomer(asMira(), { id: acme.id })).toEqual(before);
    expect(await database.db.read.select().from(customers)).toHaveLength(4);
  });

  test("outside the console sees no list of them and no other's details", async () => {
    await expect(listCustomers(asMember(database.db, anna), { search: "", after: null })).rejects.toMatchObject({ code: "forbidden" });
    await expect(getCustomer(asMember(database.db, anna), { id: globex.id })).rejects.toMatchObject({ code: "forbidden" });
  });
});

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, signInRequests } from "#db/schema/access";
import { customers, emailDomains } from "#db/schema/customers";
import { deliveries } from "#db/schema/delivery";
import { outbox } from "#db/schema/outbox";
import { env } from "#lib/platform/env";
import { acme, addCast, anna, mira, testNow, type MemberPerson, type StaffPerson } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { saveIdentityProvider } from "./commands/identity-providers.ts";
import { addMember, removeMember } from "./commands/members.ts";
import { requestSignIn } from "./commands/sign-in.ts";
import { sendInvitation, sendSignInMail } from "./jobs.ts";
import { companySignInPath } from "./rules.ts";
import { signInSecretsOf } from "./tokens.ts";

const database = testDatabase();
const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

beforeEach(() => addCast(database.db));

const run = (requestId: string, now = testNow) => sendSignInMail({ db: database.db, eventId: "evt_1", now }, { requestId, userAgent });
const mails = () => database.db.read.select({ address: deliveries.address, kind: deliveries.kind, message: deliveries.message }).from(deliveries);

async function ask({ email }: { email: string }): Promise<string> {
  return requestSignIn(asPublic(database.db), { email, browserHash: "a browser", returnTo: "/switch", userAgent });
}

describe("asking to sign in", () => {
  it.each<MemberPerson | StaffPerson>([anna, mira])("sends $name one mail with the link and the code, however often the job runs", async (person) => {
    const requestId = await ask(person);
    await run(requestId);
    await run(requestId);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ address: person.email, kind: "personal", message: { to: person.email } });
    const { token, code } = signInSecretsOf(requestId);
    expect(mail?.message?.text).toContain(`${env.APP_URL}/sign-in/confirm?request=${requestId}&token=${token}`);
    expect(mail?.message?.text).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect(mail?.message?.text).toContain("Firefox on Linux");
  });

  it("sends an unknown address nothing", async () => {
    await run(await ask({ email: "nobody@acme.example" }));
    expect(await mails()).toEqual([]);
  });

  it("sends nothing to somebody disabled, or without any role left", async () => {
    await database.db.write((tx) => tx.update(people).set({ disabledAt: testNow }).where(eq(people.id, anna.id)));
    await run(await ask(anna));
    await database.db.write((tx) => tx.insert(people).values({ id: "per_left", email: "left@acme.example", name: "Left", createdAt: testNow }));
    await run(await ask({ email: "left@acme.example" }));
    expect(await mails()).toEqual([]);
  });

  it("sends nothing for a request that has expired meanwhile", async () => {
    await run(await ask(anna), testNow + 900_000);
    expect(await mails()).toEqual([]);
  });

  it("leads to the company's own sign-in where there is one, with no link and no code to pass it by", async () => {
    await database.db.write(async (tx) => void (await tx.insert(emailDomains).values({ customerId: acme.id, domain: "acme.example" })));
    const providerId = await saveIdentityProvider(asStaff(database.db, mira), { customerId: acme.id, issuer: "https://idp.acme.example", clientId: "c", clientSecret: "s" });
    const known = await ask(anna);
    await run(known);
    await run(await ask({ email: "newcomer@acme.example" }));
    const [first, second] = await mails();
    expect(first?.message?.text).toContain(companySignInPath(providerId));
    expect(first?.message?.text).not.toContain(signInSecretsOf(known).token);
    expect(second?.message?.text).toBe(first?.message?.text);
  });

  it("keeps the token and the code out of the events", async () => {
    const requestId = await ask(anna);
    await run(requestId);
    const stored = JSON.stringify([await database.db.read.select().from(outbox), await database.db.read.select().from(signInRequests)]);
    expect(stored).not.toContain(signInSecretsOf(requestId).token);
  });
});

describe("an invitation", () => {
  it("says by whom, to what and as what", async () => {
    await addMember(asStaff(database.db, mira), { customerId: acme.id, name: "Nils Vogt", email: "nils@acme.example", role: "viewer" });
    const [event] = await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "person.invited"));
    await sendInvitation({ db: database.db, eventId: "evt_1", now: testNow }, event?.payload);
    await sendInvitation({ db: database.db, eventId: "evt_1", now: testNow }, event?.payload);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.message?.text).toContain("Mira Okafor added you as a viewer of Acme Retail");
  });

  it("is in the customer's language, its role and its way in too", async () => {
    await database.db.write(async (tx) => void (await tx.update(customers).set({ language: "de" }).where(eq(customers.id, acme.id))));
    await addMember(asStaff(database.db, mira), { customerId: acme.id, name: "Nils Vogt", email: "nils@acme.example", role: "owner" });
    const [event] = await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "person.invited"));
    await sendInvitation({ db: database.db, eventId: "evt_1", now: testNow }, event?.payload);
    const [mail] = await mails();
    expect(mail?.message?.text).toContain("Mira Okafor hat Sie als Inhaber von Acme Retail hinzugefügt.");
    expect(mail?.message?.text).toContain("/de/sign-in");
  });

  it("is not sent to somebody who was removed meanwhile", async () => {
    const membershipId = await addMember(asStaff(database.db, mira), { customerId: acme.id, name: "Nils Vogt", email: "nils@acme.example", role: "viewer" });
    await removeMember(asStaff(database.db, mira), { customerId: acme.id, membershipId });
    const [event] = await database.db.read.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, "person.invited"));
    await sendInvitation({ db: database.db, eventId: "evt_1", now: testNow }, event?.payload);
    expect(await mails()).toEqual([]);
  });
});

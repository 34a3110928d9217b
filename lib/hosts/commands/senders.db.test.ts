import { beforeEach, describe, expect, test } from "vitest";
import { DAY } from "#lib/core/time";
import { archiveCustomer } from "#lib/customers/commands/customers";
import { type Dns, DnsTrouble } from "#lib/platform/dns";
import { acme, addCast, globex, jonas, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { checkSenders } from "../jobs.ts";
import { getSender, listSenders, loadReadySenders } from "../queries/senders.ts";
import { addSender, checkSender, removeSender } from "./senders.ts";

const database = testDatabase();
const manager = () => asStaff(database.db, mira);
beforeEach(() => addCast(database.db));

const right: Record<string, string[]> = {
  "acme.example": ["v=spf1 include:mail.example ~all"],
  "s1._domainkey.acme.example": ["v=DKIM1; p=MIGf"],
  "_dmarc.acme.example": ["v=DMARC1; p=none"],
};
const zone = (records: Record<string, string[]>): Dns => ({ texts: async (name) => records[name] ?? [], leadsTo: async () => [] });
const silent: Dns = { texts: () => Promise.reject(new DnsTrouble("DNS did not answer in time.")), leadsTo: async () => [] };
const add = (changes: object = {}) => addSender(manager(), { sender: "Acme status <status@acme.example>", selector: "s1", customerId: acme.id, ...changes });
const used = () => loadReadySenders(database.db.read);

describe("a sender", () => {
  test("is used once every record of its domain is right, and no longer than that", async () => {
    const { id } = await add();
    expect(await used()).toEqual(new Map());
    const { "_dmarc.acme.example": _, ...rest } = right;
    expect(await checkSender(manager(), { id, dns: zone(rest) })).toBe(false);
    expect((await getSender(manager(), { id })).finding?.verdicts).toMatchObject({ spf: { isRight: true }, dkim: { isRight: true }, dmarc: { isRight: false } });
    expect(await checkSender(manager(), { id, dns: zone(right) })).toBe(true);
    expect(await used()).toEqual(new Map([[acme.id, '"Acme status" <status@acme.example>']]));
    expect(await checkSender(manager(), { id, dns: silent })).toBe(true);
    await checkSenders({ db: database.db, now: testNow + 2 * DAY, dns: zone({}) });
    expect(await used()).toEqual(new Map());
  });

  test.each(["acme", "status@localhost", "a@b@c.example", "Acme <status@acme.example>\r\nBcc: eve@evil.example", "<>", "Acme <status@acme.example>, Eve <eve@evil.example>"])("cannot be %j", async (sender) => {
    await expect(add({ sender })).rejects.toMatchObject({ code: "invalid", fields: { sender: expect.any(String) } });
  });

  test("is one a customer and one for the public page, for who manages customers", async () => {
    const { id } = await add();
    await expect(add()).rejects.toMatchObject({ code: "conflict" });
    await add({ customerId: null });
    await expect(add({ customerId: null })).rejects.toMatchObject({ code: "conflict" });
    await expect(add({ customerId: "cus_nobody" })).rejects.toMatchObject({ fields: { customerId: expect.any(String) } });
    for (const refused of [() => addSender(asStaff(database.db, jonas), { sender: "a@b.example", selector: "s1", customerId: globex.id }), () => checkSender(asStaff(database.db, jonas), { id, dns: zone(right) }), () => removeSender(asStaff(database.db, jonas), { id }), () => listSenders(asStaff(database.db, jonas))]) await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
    await removeSender(manager(), { id });
    expect((await listSenders(manager())).map((each) => each.customerId)).toEqual([null]);
  });

  test("of an archived customer is used for nothing", async () => {
    const { id } = await add();
    await checkSender(manager(), { id, dns: zone(right) });
    await archiveCustomer(manager(), { id: acme.id });
    expect(await used()).toEqual(new Map());
  });
});

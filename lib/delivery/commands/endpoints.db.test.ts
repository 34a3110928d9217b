import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { customers } from "#db/schema/customers";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { endpoints, subscribers, subscriptions } from "#db/schema/subscriptions";
import { asSubscriber } from "#lib/access/context";
import type { Context } from "#lib/access/context";
import { env } from "#lib/platform/env";
import { readAsSubscriber } from "#lib/subscriptions/queries/subscriber";
import { acme, addCast, anna, ben, carla, globex, jonas, testNow, type MemberPerson } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { loadTargets } from "../queries/endpoint-targets.ts";
import type { EndpointOwner } from "../queries/endpoint-owner.ts";
import { choicePath, getEndpoint, listOwnEndpoints } from "../queries/own-endpoints.ts";
import { AddEndpoint, type ChangeEndpoint } from "../input.ts";
import { addEndpoint } from "./add-endpoint.ts";
import { changeEndpoint } from "./change-endpoint.ts";

const database = testDatabase();
const minute = 60_000;
const hour = 60 * minute;
const stranger = { email: "noc@stranger.example", timeZone: "UTC", customerId: null, personId: null };
const own = { ...env };

beforeEach(async () => {
  Object.assign(env, { TWILIO_ACCOUNT_SID: "ACtest", TWILIO_AUTH_TOKEN: "token", TWILIO_FROM: "+4915112345678" });
  await addCast(database.db);
});
afterEach(() => {
  Object.assign(env, own, { APP_URL: own.APP_URL, TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined, TWILIO_FROM: undefined });
});

const ownerOf = (person: MemberPerson): EndpointOwner => ({ email: person.email, timeZone: "UTC", customerId: person.customerId, personId: person.id });
const holder = (now = testNow) => asSubscriber(asPublic(database.db, now), { id: "sub_listener", customerId: null });
const given = (changes: Record<string, string> = {}) => AddEndpoint.parse({ channel: "webhook", label: "Our tickets", secretAddress: "https://hooks.acme.example/in/abcdef123456", ...changes });
const add = (person: MemberPerson, changes: Record<string, string> = {}, now = testNow) => addEndpoint(asMember(database.db, person, now), { owner: ownerOf(person), endpoint: given(changes) });
const change = (person: MemberPerson, wanted: Partial<ChangeEndpoint> & Pick<ChangeEndpoint, "id" | "intent">, now = testNow) =>
  changeEndpoint(asMember(database.db, person, now), { owner: ownerOf(person), change: { code: "", delivery: "", ...wanted } });
const actions = async () => (await database.db.read.select({ action: auditEntries.action }).from(auditEntries)).map((row) => row.action);
const rowOf = async (id: string) => (await database.db.read.select().from(subscribers).innerJoin(endpoints, eq(endpoints.subscriberId, subscribers.id)).where(eq(subscribers.id, id)))[0];

describe("adding", () => {
  test("answers the secret once, hears everything, and keeps neither address nor secret where it can be read", async () => {
    const { id, secret } = await add(anna);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const row = await rowOf(id);
    expect(row?.subscribers).toMatchObject({ channel: "webhook", state: "active", customerId: acme.id, personId: anna.id, form: "candor" });
    expect(row?.endpoints.shown).toBe("hooks.acme.example/…3456");
    const everything = JSON.stringify([row, await database.db.read.select().from(auditEntries)]);
    expect(everything).not.toContain("abcdef123456");
    expect(everything).not.toContain(secret ?? "whsec");
    expect((await loadTargets(database.db.read, { subscriberIds: [id], now: testNow })).get(id)).toEqual({ address: "https://hooks.acme.example/in/abcdef123456", secrets: [secret] });
    expect((await database.db.read.select().from(subscriptions)).map((each) => each.scope)).toEqual(["everything"]);
    expect(await actions()).toEqual(["endpoint.added"]);
  });

  test("is told in its customer's language, or in that of its owner's mails", async () => {
    await database.db.write(async (tx) => void (await tx.update(customers).set({ language: "de" }).where(eq(customers.id, acme.id))));
    const { id } = await add(anna);
    const { id: other } = await add(carla);
    expect([(await rowOf(id))?.subscribers.language, (await rowOf(other))?.subscribers.language]).toEqual(["de", "en"]);
  });

  test("the same address twice is refused, and leaves nothing behind", async () => {
    await add(anna);
    await expect(add(anna)).rejects.toMatchObject({ code: "conflict" });
    await add(ben);
    expect(await database.db.read.select().from(endpoints)).toHaveLength(2);
  });

  test.each(["http://10.0.0.1/x", "https://user:pass@hooks.acme.example/", "ftp://hooks.acme.example/", "not an address", "https://169.254.169.254/latest", "https://printer.local/"])("%s is refused with one sentence that tells nothing of the network", async (secretAddress) => {
    await expect(add(anna, { secretAddress })).rejects.toMatchObject({ code: "invalid", fields: { secretAddress: "Only public https addresses can be used." } });
    expect(await database.db.read.select().from(subscribers)).toHaveLength(0);
    expect(await actions()).toEqual([]);
  });

  test("plain http and loopback are refused on a portal that others reach", async () => {
    Object.assign(env, { APP_URL: "https://status.acme.example" });
    for (const secretAddress of ["http://hooks.acme.example/in", "http://127.0.0.1:9/", "https://localhost/"]) await expect(add(anna, { secretAddress })).rejects.toMatchObject({ code: "invalid" });
  });

  test("a chat room's address under another kind is told, since it would understand nothing", async () => {
    await expect(add(anna, { secretAddress: "https://hooks.slack.com/services/T/B/x" })).rejects.toMatchObject({ fields: { channel: expect.stringContaining("another kind") } });
    await add(anna, { channel: "slack", secretAddress: "https://hooks.slack.com/services/T/B/x" });
  });

  test("what is not configured is not offered", async () => {
    await expect(add(anna, { channel: "push", secretAddress: "{}" })).rejects.toMatchObject({ fields: { channel: "This is not offered here." } });
  });

  test("twenty are enough", async () => {
    for (let number = 0; number < 20; number += 1) await add(anna, { secretAddress: `https://hooks.acme.example/${number}` });
    await expect(add(anna, { secretAddress: "https://hooks.acme.example/more" })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("whose they are", () => {
  test("a member sees and changes its own only; a colleague's, another customer's and the public's are not there", async () => {
    const { id } = await add(anna);
    await addEndpoint(holder(), { owner: stranger, endpoint: given() });
    for (const other of [ben, carla]) {
      expect(await listOwnEndpoints(asMember(database.db, other), ownerOf(other))).toEqual([]);
      await expect(getEndpoint(asMember(database.db, other), { owner: ownerOf(other), id })).rejects.toMatchObject({ code: "not_found" });
      for (const intent of ["test", "replay", "rotate", "on", "off", "remove", "confirm", "resend"] as const) await expect(change(other, { id, intent })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await listOwnEndpoints(asMember(database.db, anna), ownerOf(anna))).map((each) => each.id)).toEqual([id]);
    await expect(changeEndpoint(holder(), { owner: stranger, change: { id, intent: "remove", code: "", delivery: "" } })).rejects.toMatchObject({ code: "not_found" });
  });

  const wrong: [string, () => [Context, EndpointOwner]][] = [
    ["a member of another customer", () => [asMember(database.db, anna), { ...ownerOf(anna), customerId: globex.id }]],
    ["staff", () => [asStaff(database.db, jonas), ownerOf(anna)]],
    ["anybody without a link", () => [asPublic(database.db), stranger]],
    ["a member on the public page", () => [asMember(database.db, anna), stranger]],
  ];
  test.each(wrong)("%s adds nothing and reads nothing", async (_, make) => {
    const [ctx, owner] = make();
    await expect(addEndpoint(ctx, { owner, endpoint: given() })).rejects.toMatchObject({ code: expect.stringMatching(/not_found|forbidden/) });
    await expect(listOwnEndpoints(ctx, owner)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|forbidden/) });
    expect(await database.db.read.select().from(subscribers)).toHaveLength(0);
  });

  test("what it hears is chosen by its own link, which a removed one has no more", async () => {
    const { id } = await addEndpoint(holder(), { owner: stranger, endpoint: given() });
    const [row] = await listOwnEndpoints(holder(), stranger);
    const token = choicePath(row ?? { id: "", linkVersion: 0 }).split("/").at(-1) ?? "";
    expect((await readAsSubscriber(asPublic(database.db), { purpose: "manage", token })).subscriber.id).toBe(id);
    await changeEndpoint(holder(), { owner: stranger, change: { id, intent: "remove", code: "", delivery: "" } });
    await expect(readAsSubscriber(asPublic(database.db), { purpose: "manage", token })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what its owner does", () => {
  test("a new secret signs beside the old one for a day, then alone", async () => {
    const { id, secret } = await add(anna);
    const { secret: next } = await change(anna, { id, intent: "rotate" });
    const at = async (now: number) => (await loadTargets(database.db.read, { subscriberIds: [id], now })).get(id)?.secrets;
    expect(await at(testNow + 24 * hour - 1)).toEqual([next, secret]);
    expect(await at(testNow + 24 * hour)).toEqual([next]);
    expect(await actions()).toEqual(["endpoint.added", "endpoint.secret_rotated"]);
  });

  test("a test message goes before everything else, in the endpoint's own form, and not more than twenty an hour", async () => {
    const { id } = await add(anna, { form: "statuspage" });
    const { deliveryId = "" } = await change(anna, { id, intent: "test" });
    const [row] = await database.db.read.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(row).toMatchObject({ kind: "test", channel: "webhook", subscriberId: id, state: "queued", lane: "0:", address: "hooks.acme.example/…3456" });
    const [rendition] = await database.db.read.select().from(deliveryRenditions);
    expect(JSON.stringify(rendition?.letter)).toContain("status_indicator");
    for (let number = 1; number < 20; number += 1) await change(anna, { id, intent: "test" });
    await expect(change(anna, { id, intent: "test" })).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("off and on, after which its failures are forgotten", async () => {
    const { id } = await add(anna);
    await change(anna, { id, intent: "off" });
    expect((await rowOf(id))?.subscribers.state).toBe("stopped");
    await database.db.write(async (tx) => void (await tx.update(endpoints).set({ disabledAt: testNow, failingSince: 1, lastFailure: "It answered 500." })));
    await change(anna, { id, intent: "on" });
    const row = await rowOf(id);
    expect([row?.subscribers.state, row?.endpoints.disabledAt, row?.endpoints.failingSince, row?.endpoints.lastFailure]).toEqual(["active", null, null, null]);
  });

  test("removed, its address is forgotten, its record stays, and it may be added anew", async () => {
    const { id } = await add(anna);
    await change(anna, { id, intent: "test" });
    await change(anna, { id, intent: "remove" });
    expect(await database.db.read.select().from(endpoints)).toHaveLength(0);
    expect(await database.db.read.select().from(deliveries)).toHaveLength(1);
    expect((await add(anna)).id).not.toBe(id);
  });

  test("only what was given up is sent again, and only to its own endpoint", async () => {
    const { id } = await add(anna);
    const { id: other } = await add(anna, { secretAddress: "https://hooks.acme.example/other" });
    const { deliveryId = "" } = await change(anna, { id, intent: "test" });
    await expect(change(anna, { id, intent: "replay", delivery: deliveryId })).rejects.toMatchObject({ code: "conflict" });
    await database.db.write(async (tx) => void (await tx.update(deliveries).set({ state: "dead" })));
    await expect(change(anna, { id: other, intent: "replay", delivery: deliveryId })).rejects.toMatchObject({ code: "conflict" });
    expect(await change(anna, { id, intent: "replay", delivery: deliveryId })).toEqual({ deliveryId });
    expect((await database.db.read.select().from(deliveries))[0]?.state).toBe("queued");
  });
});

describe("a telephone", () => {
  const phone = { channel: "sms", label: "On call", secretAddress: "+49 (151) 234-5678" };
  const lastCode = async () => {
    const rows = await database.db.read.select({ id: deliveries.id, message: deliveries.message }).from(deliveries).where(eq(deliveries.kind, "personal"));
    return /\d{6}/.exec(rows.toSorted((one, other) => (one.id < other.id ? -1 : 1)).at(-1)?.message?.text ?? "")?.[0] ?? "";
  };

  test("hears nothing before its code was typed", async () => {
    const { id, secret } = await add(anna, phone);
    expect(secret).toBeNull();
    expect((await rowOf(id))?.subscribers.state).toBe("pending");
    await expect(change(anna, { id, intent: "on" })).rejects.toMatchObject({ code: "conflict" });
    await expect(change(anna, { id, intent: "test" })).rejects.toMatchObject({ code: "conflict" });
    await change(anna, { id, intent: "confirm", code: ` ${await lastCode()} ` });
    expect((await rowOf(id))?.subscribers).toMatchObject({ state: "active", confirmedAt: testNow });
  });

  test("after five wrong codes the right one is worth nothing", async () => {
    const { id } = await add(anna, phone);
    const code = await lastCode();
    const wrong = code === "000000" ? "000001" : "000000";
    for (let time = 0; time < 5; time += 1) await expect(change(anna, { id, intent: "confirm", code: wrong })).rejects.toMatchObject({ code: "invalid", fields: { code: expect.stringContaining("not the code") } });
    await expect(change(anna, { id, intent: "confirm", code })).rejects.toMatchObject({ fields: { code: expect.stringContaining("not valid any more") } });
    await change(anna, { id, intent: "resend" });
    await change(anna, { id, intent: "confirm", code: await lastCode() });
    expect((await rowOf(id))?.subscribers.state).toBe("active");
  });

  test("a code works for half an hour, and no number gets more than five a day", async () => {
    const { id } = await add(anna, phone);
    await expect(change(anna, { id, intent: "confirm", code: await lastCode() }, testNow + 30 * minute)).rejects.toMatchObject({ code: "invalid" });
    for (let time = 1; time < 5; time += 1) await change(anna, { id, intent: "resend" }, testNow + time);
    await expect(change(anna, { id, intent: "resend" }, testNow + 6)).rejects.toMatchObject({ code: "rate_limited" });
  });

  test.each(["0151 2345678", "+49", "call me", "+4915123456781234567"])("%j is no number we can write to", async (secretAddress) => {
    await expect(add(anna, { ...phone, secretAddress })).rejects.toMatchObject({ fields: { secretAddress: expect.stringContaining("with its country") } });
  });
});

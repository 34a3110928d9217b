import { beforeEach, expect, test } from "vitest";
import { subscribers } from "#db/schema/subscriptions";
import { acme, addCast, anna, testNow, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { countListening, listSubscribers } from "./list.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const ctx = () => asStaff(database.db, tom);

async function add(emails: string[]): Promise<void> {
  const rows = emails.map((email, index) => ({ id: `sub_${String(index).padStart(3, "0")}`, email, identity: `public:${email}`, state: "active" as const, timeZone: "UTC", createdAt: testNow + Math.floor(index / 4) }));
  await database.db.write(async (tx) => void (await tx.insert(subscribers).values(rows)));
}

async function all(find: string): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof listSubscribers>> = await listSubscribers(ctx(), { find, cursor: cursor ?? null });
    seen.push(...page.rows.map((row) => row.email));
    cursor = page.next;
  }
  return seen;
}

test("every subscriber stands on exactly one page, the newest first", async () => {
  await add(Array.from({ length: 130 }, (_, index) => `reader-${index}@bluebird.example`));
  const seen = await all("");
  expect(seen).toHaveLength(130);
  expect(new Set(seen).size).toBe(130);
  expect(seen[0]).toBe("reader-129@bluebird.example");
});

test("a search goes by the beginning of the address or by the domain, in pages without gaps, and reads wildcards as themselves", async () => {
  await add([...Array.from({ length: 60 }, (_, index) => `reader-${index}@bluebird.example`), "élise@cobalt.example", "reader%@cobalt.example", "zoe@bluebird.example"]);
  expect(await all("READER-")).toHaveLength(60);
  expect(await all("reader-5")).toHaveLength(11);
  expect(await all("@bluebird")).toHaveLength(61);
  expect(await all("@bluebird.example")).toEqual((await all("@bluebird")).toSorted());
  expect(await all("reader%")).toEqual(["reader%@cobalt.example"]);
  expect(await all("é")).toEqual(["élise@cobalt.example"]);
  for (const find of ["eader", "%", "_", "@", "' or 1=1 --"]) expect((await all(find)).length).toBe(find === "@" ? 63 : 0);
});

test("says how many listen, to staff only", async () => {
  await add(["noc@bluebird.example"]);
  await database.db.write(async (tx) => void (await tx.insert(subscribers).values({ id: "sub_anna", email: anna.email, customerId: acme.id, personId: anna.id, identity: `${acme.id}:${anna.email}`, state: "active", timeZone: "UTC", createdAt: 1 })));
  expect(await countListening(ctx())).toEqual({ public: { people: 1, isMore: false }, customers: { people: 1, isMore: false } });
  await expect(countListening(asMember(database.db, anna))).rejects.toMatchObject({ code: "forbidden" });
});

import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { embedTokens } from "#db/schema/embeds";
import { isFailure } from "#lib/core/failure";
import { sha256 } from "#lib/platform/crypto";
import { acme, addCast, anna, ben, carla, globex, mira, testNow } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { createEmbed, revokeEmbed } from "./commands.ts";
import { listEmbeds } from "./queries.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byAnna = () => asMember(database.db, anna);
const wish = { personId: anna.id, customerId: acme.id, label: "Help centre", origins: "https://help.acme.example" };
const rows = async () => ({ embeds: await database.db.read.select().from(embedTokens), audit: await database.db.read.select().from(auditEntries) });
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(() => null, (reason: unknown) => reason);
  return isFailure(error) ? error.code : error;
};

describe("an embed", () => {
  test("is made for origins, answered once and kept as a hash, and is on record", async () => {
    const { id, token } = await createEmbed(byAnna(), wish);
    const { embeds, audit } = await rows();
    expect(embeds).toEqual([{ id, tokenHash: sha256(token), lastFour: token.slice(-4), customerId: acme.id, label: "Help centre", origins: ["https://help.acme.example"], createdAt: testNow, createdBy: anna.id, lastUsedAt: null, revokedAt: null }]);
    expect(audit.map(({ action, actorId, customerId, after }) => ({ action, actorId, customerId, after }))).toEqual([{ action: "embed.created", actorId: anna.id, customerId: acme.id, after: { label: "Help centre", origins: ["https://help.acme.example"] } }]);
    expect(JSON.stringify({ embeds, audit })).not.toContain(token);
  });

  test("is made and revoked by owners only, for their own customer only; a refusal leaves nothing behind", async () => {
    const { id } = await createEmbed(byAnna(), wish);
    const before = await rows();
    const attempts = [
      createEmbed(asMember(database.db, ben), wish),
      createEmbed(asStaff(database.db, mira), wish),
      createEmbed(asMember(database.db, carla), wish),
      createEmbed(byAnna(), { ...wish, customerId: globex.id }),
      createEmbed(byAnna(), { ...wish, origins: "http://help.acme.example" }),
      revokeEmbed(asMember(database.db, ben), { id, customerId: acme.id }),
      revokeEmbed(asMember(database.db, carla), { id, customerId: globex.id }),
      revokeEmbed(asMember(database.db, carla), { id, customerId: acme.id }),
      revokeEmbed(byAnna(), { id: "emb_never", customerId: acme.id }),
    ];
    expect(await Promise.all(attempts.map(failure))).toEqual(["forbidden", "forbidden", "not_found", "not_found", "invalid", "forbidden", "not_found", "not_found", "not_found"]);
    expect(await rows()).toEqual(before);
  });

  test("is revoked once, by any owner, and is listed no more", async () => {
    const { id } = await createEmbed(byAnna(), wish);
    expect((await listEmbeds(byAnna(), { customerId: acme.id })).map((embed) => embed.id)).toEqual([id]);
    await revokeEmbed(asMember(database.db, { ...anna, id: "per_another_owner" }), { id, customerId: acme.id });
    expect([await listEmbeds(byAnna(), { customerId: acme.id }), await failure(revokeEmbed(byAnna(), { id, customerId: acme.id }))]).toEqual([[], "not_found"]);
    expect((await rows()).audit.map(({ action }) => action).toSorted()).toEqual(["embed.created", "embed.revoked"]);
  });

  test("is seen by its own customer only", async () => {
    await createEmbed(byAnna(), wish);
    expect(await listEmbeds(asMember(database.db, carla), { customerId: globex.id })).toEqual([]);
    expect(await listEmbeds(asMember(database.db, carla), { customerId: acme.id })).toEqual([]);
  });

  test("is one of twenty at most", async () => {
    const made = [];
    for (let count = 0; count < 20; count += 1) made.push(await createEmbed(byAnna(), wish));
    expect(await failure(createEmbed(byAnna(), wish))).toBe("conflict");
    await revokeEmbed(byAnna(), { id: made[0]?.id ?? "", customerId: acme.id });
    expect(await failure(createEmbed(byAnna(), wish))).toBeNull();
  });
});

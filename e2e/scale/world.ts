import { sessions } from "#db/schema/access";
import { feedTokens, subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Db } from "#db/open";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { acme, addCast, anna, mira, reporting } from "#lib/testing/cast";

/** Who signs in, and which private feeds there are, before anybody asks. */
export interface World {
  /** Mira's, of staff. */
  staffCookie: string;
  /** Anna's, owner of Acme: one to keep, one to lose. */
  memberCookie: string;
  lostSession: { id: string; cookie: string };
  feedToken: string;
  lostFeed: { id: string; token: string };
  /** Everybody who hears of Reporting, and of nothing else. */
  readers: string[];
}

const readerCount = 2_000;

export async function buildWorld(db: Db): Promise<World> {
  const now = Date.now();
  await addCast(db, now - 86_400_000);
  const staff = await signIn(db, { personId: mira.id, now });
  const member = await signIn(db, { personId: anna.id, now });
  const lost = await signIn(db, { personId: anna.id, now });
  const feed = await addFeed(db, now);
  return { staffCookie: staff.cookie, memberCookie: member.cookie, lostSession: lost, feedToken: feed.token, lostFeed: await addFeed(db, now), readers: await addReaders(db, now) };
}

async function signIn(db: Db, { personId, now }: { personId: string; now: number }): Promise<{ id: string; cookie: string }> {
  const token = randomToken(32);
  const id = `ses_${randomToken(8)}`;
  await db.write((tx) => tx.insert(sessions).values({ id, tokenHash: sha256(token), personId, createdAt: now, lastSeenAt: now, expiresAt: now + 86_400_000 }));
  return { id, cookie: `candor-session=${token}` };
}

async function addFeed(db: Db, now: number): Promise<{ id: string; token: string }> {
  const token = randomToken(32);
  const id = `fed_${randomToken(8)}`;
  await db.write((tx) => tx.insert(feedTokens).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), personId: anna.id, customerId: acme.id, label: "Dashboard", createdAt: now, lastUsedAt: now }));
  return { id, token };
}

async function addReaders(db: Db, now: number): Promise<string[]> {
  const addresses = Array.from({ length: readerCount }, (_, index) => `reader-${String(index).padStart(4, "0")}@readers.example`);
  await db.write(async (tx) => {
    await tx.insert(subscribers).values(addresses.map((email, index) => ({ id: `sub_${index}`, email, identity: email, state: "active" as const, timeZone: "UTC", createdAt: now, confirmedAt: now })));
    await tx.insert(subscriptions).values(addresses.map((_, index) => ({ id: `scr_${index}`, subscriberId: `sub_${index}`, scope: "component" as const, componentId: reporting.id, createdAt: now })));
  });
  return addresses;
}

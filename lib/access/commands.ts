import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Db } from "#db/open";
import { refusedForms, sessions } from "#db/schema/access";
import { apiKeys } from "#db/schema/api";
import { embedTokens } from "#db/schema/embeds";
import { feedTokens } from "#db/schema/subscriptions";
import { newId } from "#lib/core/ids";
import { refusedFormLifeMs } from "./queries.ts";

export const sessionTouchMs = 300_000;
export const feedTouchMs = 300_000;
export const keyTouchMs = 60_000;

interface RefusedForm {
  browserHash: string;
  values: Record<string, string | string[]>;
  sentence: string;
  fields: Record<string, string>;
  now: number;
}

/** Keeps what was typed for an hour, for the browser that typed it. */
// no requirePermission: it is the caller's own text, on the way back to them
// no record: nothing anybody else can see changes
export async function keepRefusedForm(db: Db, form: RefusedForm): Promise<string> {
  const id = newId("frm", form.now);
  await db.write(async (tx) => {
    await tx.insert(refusedForms).values({
      id,
      browserHash: form.browserHash,
      values: form.values,
      sentence: form.sentence,
      fields: form.fields,
      createdAt: form.now,
    });
  });
  return id;
}

/** Removes what nobody is shown any more. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function forgetRefusedForms(db: Db, now: number): Promise<void> {
  await db.write((tx) => tx.delete(refusedForms).where(lt(refusedForms.createdAt, now - refusedFormLifeMs)), { lock: true });
}

/** Moves the idle limit, at most every five minutes. This, `touchFeed`, `touchEmbed` and `touchKey` are the only writes that a GET may cause. */
// no requirePermission: it is the caller's own session
// no record: nothing anybody else can see changes
export async function touchSession(db: Db, input: { sessionId: string; now: number }): Promise<void> {
  await db.write(async (tx) => {
    await tx
      .update(sessions)
      .set({ lastSeenAt: input.now })
      .where(and(eq(sessions.id, input.sessionId), lt(sessions.lastSeenAt, input.now - sessionTouchMs)));
  });
}

/** Notes that a feed is read, at most every five minutes, so that its owner can tell which are in use. */
// no requirePermission: whoever holds the address reads it
// no record: it is a note on use, not a change
export async function touchFeed(db: Db, input: { feedId: string; now: number }): Promise<void> {
  await db.write(async (tx) => {
    const isDue = or(isNull(feedTokens.lastUsedAt), lt(feedTokens.lastUsedAt, input.now - feedTouchMs));
    await tx.update(feedTokens).set({ lastUsedAt: input.now }).where(and(eq(feedTokens.id, input.feedId), isDue));
  });
}

/** Notes that an embed is read, at most every five minutes, so that its owners can tell which are in use. */
// no requirePermission: whoever holds the address reads it
// no record: it is a note on use, not a change
export async function touchEmbed(db: Db, input: { embedId: string; now: number }): Promise<void> {
  await db.write(async (tx) => {
    const isDue = or(isNull(embedTokens.lastUsedAt), lt(embedTokens.lastUsedAt, input.now - feedTouchMs));
    await tx.update(embedTokens).set({ lastUsedAt: input.now }).where(and(eq(embedTokens.id, input.embedId), isDue));
  });
}

/** Notes that a key is used, at most every minute, so that a team can tell which are in use. */
// no requirePermission: whoever holds the key uses it
// no record: it is a note on use, not a change
export async function touchKey(db: Db, input: { keyId: string; now: number }): Promise<void> {
  await db.write(
    async (tx) => {
      const isDue = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, input.now - keyTouchMs));
      await tx.update(apiKeys).set({ lastUsedAt: input.now }).where(and(eq(apiKeys.id, input.keyId), isDue));
    },
    { lock: true },
  );
}

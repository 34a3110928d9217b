import { and, eq, lt } from "drizzle-orm";
import type { Db } from "#db/open";
import { refusedForms, sessions } from "#db/schema/access";
import { newId } from "#lib/core/ids";

const keptForMs = 3_600_000;
export const sessionTouchMs = 300_000;

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
    await tx.delete(refusedForms).where(lt(refusedForms.createdAt, form.now - keptForMs));
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

/** Moves the idle limit, at most every five minutes: the one write that a GET may cause. */
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

import { lt } from "drizzle-orm";
import type { Db } from "#db/open";
import { refusedForms } from "#db/schema/access";
import { newId } from "#lib/core/ids";

const keptForMs = 3_600_000;

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

import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/open";
import { updateTranslations } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { Language } from "#lib/core/language";
import type { EditUpdate } from "../input.ts";

type Edit = Pick<z.output<typeof EditUpdate>, "updateId" | "translations">;

/** Writes down the translations that an edit changed, took away, or says to fit still; answers which. */
// no record: `editUpdate` records the edit that these are a part of
export async function translate(tx: Tx, ctx: Context, { updateId, translations }: Edit): Promise<{ language: Language; body: string }[]> {
  if (translations.length === 0) return [];
  const { language, body } = updateTranslations;
  const stored = await tx.select({ language, body }).from(updateTranslations).where(eq(updateTranslations.updateId, updateId));
  const before = new Map(stored.map((each) => [each.language, each.body]));
  const changed = translations.filter((each) => each.body !== (before.get(each.language) ?? "") || (each.fits && each.body !== ""));
  for (const { language: of, body: words } of changed) {
    if (words === "") await tx.delete(updateTranslations).where(and(eq(updateTranslations.updateId, updateId), eq(language, of)));
    else await keep(tx, ctx, { updateId, language: of, body: words });
  }
  return changed.map((each) => ({ language: each.language, body: each.body }));
}

async function keep(tx: Tx, ctx: Context, translation: { updateId: string; language: Language; body: string }): Promise<void> {
  const written = { body: translation.body, translatedAt: ctx.now, translatedBy: ctx.actor.kind === "person" ? ctx.actor.personId : null };
  await tx.insert(updateTranslations).values({ ...translation, ...written }).onConflictDoUpdate({ target: [updateTranslations.updateId, updateTranslations.language], set: written });
}

import { z } from "zod";
import { Failure } from "#lib/core/failure";
import { type Cursor, decodeCursor, encodeCursor } from "#lib/core/pages";
import { parseInstant, toIso } from "#lib/core/time";

/** What an input names something by. */
export const Id = z.string().min(1, "Name it by its id.").max(64, "An id has at most 64 characters.");

/** An instant, taken: epoch milliseconds once parsed. */
export const When = z.iso.datetime({ offset: true, error: "Write an instant with its offset, as 2026-11-23T14:30:00Z." }).transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null && at >= 0) return at;
  context.addIssue({ code: "custom", message: "This instant cannot be read, or is before 1970." });
  return z.NEVER;
});

/** An instant, answered. */
export const Instant = z.iso.datetime().describe("RFC 3339, in UTC.");

export const Version = z.int().positive("The version is a whole number above zero.").describe("The version that the change was written from. Where it is another by now, the answer is 409 and nothing is written.");

export const Nothing = z.strictObject({});

export function iso(at: number): string {
  return toIso(at);
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}

/** Where a page of a list begins. */
export const CursorField = z
  .string()
  .max(200)
  .transform((text, context): string => {
    const inner = Buffer.from(text, "base64url").toString("latin1");
    if (decodeCursor(inner)) return inner;
    context.addIssue({ code: "custom", message: "Send what the page before gave as nextCursor, unchanged." });
    return z.NEVER;
  })
  .optional()
  .describe("`nextCursor` of the page before. Without it, the first page.");

export const Listed = z.strictObject({ cursor: CursorField });

/** A page of a list. */
export function pageOf<S extends z.ZodType>(row: S) {
  return z.object({ data: z.array(row), nextCursor: z.string().nullable().describe("Where the next page begins; null on the last.") });
}

export function toPageAnswer<T>(rows: T[], next: string | null): { data: T[]; nextCursor: string | null } {
  return { data: rows, nextCursor: next === null ? null : Buffer.from(next, "latin1").toString("base64url") };
}

export function cursorOf(text: string | undefined): Cursor | null {
  return decodeCursor(text);
}

/** For lists whose pages begin behind a row that is named by its id alone. */
export function cursorOfId(id: string | null): string | null {
  return id === null ? null : encodeCursor({ at: 0, id });
}

export function found<T>(thing: T | null | undefined, sentence: string): T {
  if (thing === null || thing === undefined) throw new Failure("not_found", sentence);
  return thing;
}

/** Through the schema that the console's forms go through too, so that both keep the same words in the same shape. */
export function asForm<S extends z.ZodType>(schema: S, values: Record<string, unknown>): z.output<S> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Failure("invalid", "This cannot be saved yet. See the fields.", Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])));
}

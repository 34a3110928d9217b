import type { z } from "zod";
import { Failure } from "#lib/core/failure";
import { fieldOf } from "../rules/content.ts";

/** Parses what a form of lines was given; what is wrong in one of them is told as `<field>:<line>`. */
export function acceptLines<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path: [first, line, field], message }): [string, string] => [field === undefined ? String(first) : `${String(field)}:${String(line)}`, message]);
  throw new Failure("invalid", "This cannot be saved yet. See the marked fields.", Object.fromEntries(fields));
}

/** Parses what a command was given; what is wrong is told by the composer's field names. */
export function accept<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue): [string, string] => [fieldOf(issue.path, input as Parameters<typeof fieldOf>[1]), issue.message]);
  throw new Failure("invalid", "This cannot be published yet. See the marked fields.", Object.fromEntries(fields));
}

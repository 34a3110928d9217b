import type { z } from "zod";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { fieldOf } from "../rules/plan.ts";

/** Parses what a command was given; what is wrong is told by the planner's field names. */
export function accept<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(Object.fromEntries(parsed.error.issues.map((issue): [string, string] => [fieldOf(String(issue.path[0] ?? "")), issue.message])));
}

export function invalid(fields: Record<string, string>): Failure {
  return new Failure("invalid", "This cannot be planned yet. See the marked fields.", fields);
}

export function personOf({ actor }: Pick<Context, "actor">): string | null {
  return actor.kind === "person" ? actor.personId : null;
}

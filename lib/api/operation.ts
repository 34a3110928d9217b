import type { z } from "zod";
import type { Context } from "#lib/access/context";
import type { Scope } from "#lib/access/terms";
import { Failure } from "#lib/core/failure";
import type { GroupName } from "./terms.ts";

export type Params = Readonly<Record<string, string>>;

/** One thing a program may ask for: what the router, the validation, the document, the reference, the command line and the tools of assistants are made of. */
export interface Operation {
  /** `incidents.post_update`. */
  id: string;
  group: GroupName;
  method: "GET" | "POST";
  /** Below /api/v1, with its parameters in braces. */
  path: string;
  scope: Scope;
  summary: string;
  about: string;
  /** Names of the parameters in the path, each with what it is. */
  params: readonly string[];
  /** The query of a GET, the JSON body of a POST. */
  input: z.ZodObject;
  answer: z.ZodType;
  status: 200 | 201;
  run: (ctx: Context, given: { params: Params; input: unknown }) => Promise<unknown>;
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

interface Spec<Path extends string, Input extends z.ZodObject, Answer extends z.ZodType> {
  id: string;
  group: GroupName;
  method: Operation["method"];
  path: Path;
  scope: Scope;
  summary: string;
  about?: string;
  input: Input;
  answer: Answer;
  status?: 201;
  run: (ctx: Context, input: Record<NamesIn<Path>, string> & z.output<Input>) => Promise<z.input<Answer>>;
}

export function operation<Path extends string, Input extends z.ZodObject, Answer extends z.ZodType>(spec: Spec<Path, Input, Answer>): Operation {
  const { run, about = "", status = 200, ...rest } = spec;
  const params = [...spec.path.matchAll(/\{([a-z]+)\}/g)].map(([, name = ""]) => name);
  const call = async (ctx: Context, given: { params: Params; input: unknown }) => run(ctx, { ...given.params, ...parse(spec.input, given.input) });
  return { ...rest, about, status, params, run: call };
}

function parse<S extends z.ZodObject>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const names = issue.code === "unrecognized_keys" ? issue.keys.map((name) => [...issue.path, name].join(".")) : [issue.path.join(".") || "body"];
    for (const name of names) fields[name] ??= issue.code === "unrecognized_keys" ? "There is no such field." : issue.message;
  }
  throw new Failure("invalid", "This was not understood. See the fields.", fields);
}

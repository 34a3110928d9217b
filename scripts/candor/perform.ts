import { CommanderError } from "commander";
import { staffPermissions } from "#lib/access/permissions";
import type { Operation, Params } from "#lib/api/operation";
import { fieldsForPrograms } from "#lib/api/rules";
import { Failure } from "#lib/core/failure";
import { toIso } from "#lib/core/time";
import { now } from "#lib/platform/clock";
import { contextOf } from "./portal.ts";

export interface Wish {
  id: string;
  params?: Params;
  input?: Record<string, unknown>;
}

const ofPersons: Readonly<Record<string, string>> = {
  "drafts.create": "A draft",
  "drafts.save": "A draft",
  "drafts.ask_approval": "A draft",
  "postmortems.save": "A post-mortem",
  "postmortems.ask_review": "A post-mortem",
  "postmortems.publish": "A post-mortem",
};

/** The operations are loaded when one is asked for: they bring everything there is with them. */
export async function loadOperations(): Promise<readonly Operation[]> {
  return (await import("#lib/api/table")).operations;
}

export async function operationOf(id: string): Promise<Operation> {
  const authored = ofPersons[id];
  if (authored) throw wrongUse(`${authored} has an author: use the API with a key${id.startsWith("drafts.") ? ", or “candor mcp --as”" : ""}.`);
  const operation = (await loadOperations()).find((each) => each.id === id);
  if (!operation) throw wrongUse(`There is no operation “${id}”. List them with: candor operations`);
  return operation;
}

/** Does what the API's operation of that name does, as the system. What the caller got wrong ends with 2, what cannot be done with 1. */
export async function perform({ id, params = {}, input = {} }: Wish): Promise<Record<string, unknown>> {
  const operation = await operationOf(id);
  const ctx = await contextOf(id.replace(".", " "), [...staffPermissions.admin]);
  try {
    return (await operation.run(ctx, { params, input })) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const fields = Object.entries(fieldsForPrograms(error.fields ?? {})).map(([name, sentence]) => `  ${name}: ${sentence}`);
    const sentence = [error.sentence, ...fields].join("\n");
    throw error.code === "invalid" ? wrongUse(sentence) : new Failure(error.code, sentence);
  }
}

/** Every row of a list, page after page. */
export async function listAll(wish: Wish): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let cursor: unknown = null; ; ) {
    const page = await perform({ ...wish, input: { ...wish.input, ...(cursor === null ? {} : { cursor }) } });
    rows.push(...(page["data"] as Record<string, unknown>[]));
    cursor = page["nextCursor"];
    if (cursor === null || cursor === undefined) return rows;
  }
}

/** Said once on standard error; the process ends with 2. */
export function wrongUse(sentence: string): CommanderError {
  console.error(sentence);
  return new CommanderError(2, "candor.wrong_use", sentence);
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** An instant as the API takes it: as it is, or from now on as +30m, +2h, +1d. */
export function readWhen(text: string): string {
  const [, count, unit = ""] = /^\+(\d{1,5})([mhd])$/.exec(text) ?? [];
  return count === undefined ? text : toIso(now() + Number(count) * (units[unit] ?? 0));
}

/** "cmp_1=major_outage" as the API takes it. */
export function readComponent(text: string): { componentId: string; state: string } {
  const [componentId = "", state = ""] = text.split("=", 2);
  return { componentId, state };
}

/** "cus_1=words" as the API takes it. */
export function readNote(text: string): { customerId: string; body: string } {
  const at = text.indexOf("=");
  return { customerId: text.slice(0, Math.max(0, at)), body: text.slice(at + 1) };
}

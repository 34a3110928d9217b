import { writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { policies, type Policy, type PolicyId } from "#lib/access/policy";
import { expect } from "vitest";
import { ask, type Answer, type Ask } from "./http.ts";
import { readersOf, type ActorRole } from "./oracle.ts";
import type { Portal } from "./portal.ts";
import { targetsOf, type Target } from "./targets.ts";
import type { World } from "./world.ts";

export interface Run {
  world: World;
  portal: Portal;
  /** Verbs of the build. */
  built: string[];
  folder: string;
}

export const asPage = { accept: "text/html,application/xhtml+xml" };

/** The headers that say who asks. */
export function credentials({ world }: Run, actor: ActorRole): Record<string, string> {
  if (actor.bearer) return { authorization: `Bearer ${actor.bearer === "subscriber" ? world.people.feeds.A.token : "cnd_live_0123456789abcdef0123456789abcdef"}`, cookie: `candor-session=${world.people.feeds.A.token}` };
  const session = world.people.sessions[actor.name];
  return session ? { cookie: `candor-session=${session.token}` } : {};
}

export function askAs(run: Run, actor: ActorRole, request: Ask): Promise<Answer> {
  return ask(run.portal.port, { ...request, headers: { ...asPage, ...request.headers, ...credentials(run, actor) } });
}

/** Every address of every policy of a verb that the build has. */
export function targetsWith(run: Run, method: Policy["method"]): Target[] {
  const ids = (Object.keys(policies) as PolicyId[]).filter((id) => policies[id].method === method && run.built.includes(`${method} ${policies[id].path}`));
  return ids.flatMap((id) => targetsOf(run.world, id));
}

/** Names what an answer holds that its reader must not see; nothing is the only good answer. */
export function leaks(run: Run, asked: { actor: ActorRole; target?: Target; request: Ask }, answer: Answer): string[] {
  const readers = [...readersOf(asked.actor), ...(asked.target?.holders ?? [])];
  const said = `${asked.request.path} ${spell(asked.request.path)} ${asked.request.body ?? ""} ${Object.values(asked.request.headers ?? {}).join(" ")}`.toLowerCase();
  return run.world.canaries.foreignIn(answer.everything, readers, said).map(({ what }) => `${describe(asked)} says ${what}`);
}

function spell(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function describe({ actor, request }: { actor: ActorRole; request: Ask }): string {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => ` ${name}: ${value}`);
  return `${actor.name} ${request.method ?? "GET"} ${request.path}${headers.join("")}`;
}

/** Fails with the first of the problems, and keeps them all in reports/. */
export function expectNone(what: string, problems: string[]): void {
  if (problems.length > 0) writeFileSync(`reports/access-${what}.txt`, `${problems.join("\n")}\n`);
  expect(problems.slice(0, 30), `${problems.length} problems; all of them are in reports/access-${what}.txt`).toEqual([]);
}

/** Calls with at most a few on their way at once; answers in order. */
export async function inParallel<T, R>(items: readonly T[], call: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const [index, item] of entries) results[index] = await call(item);
    }),
  );
  return results;
}

/** A fresh address of loopback each time: limits count by address. */
let caller = 0;
export function nextAddress(): string {
  caller += 1;
  return `127.7.${(caller >> 8) & 255}.${caller & 255}`;
}

/** Runs requests that must change nothing at all; SQLite itself says whether any connection committed anything. */
export async function expectNothingChanged(run: Run, act: () => Promise<void>): Promise<void> {
  const look = new Database(run.world.file, { readonly: true });
  const version = () => look.pragma("data_version", { simple: true });
  const before = version();
  await act();
  const after = version();
  look.close();
  expect(after, "a refused request changed the database").toBe(before);
}

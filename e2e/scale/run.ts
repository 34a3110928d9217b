import { setTimeout as sleep } from "node:timers/promises";
import { ask, form, type Answer, type Ask } from "../access/http.ts";
import type { Fleet, Seat } from "./fleet.ts";
import type { World } from "./world.ts";

export interface Run {
  fleet: Fleet;
  world: World;
  /** The incident on Card processing that updates are posted to. */
  incidentCode: string;
}

/** What a browser's form sends, as somebody. */
export function send(run: Run, port: number, { path, fields, cookie }: { path: string; fields: Record<string, string>; cookie: string }): Promise<Answer> {
  const { method, body, headers } = form(fields) as Ask;
  return ask(port, { ...(method && { method }), ...(body && { body }), path, headers: { ...headers, cookie, origin: run.fleet.origin } });
}

/** Opens an incident and answers its code. */
export async function openIncident(run: Run, input: { port: number; title: string; componentId: string }): Promise<string> {
  const fields = { title: input.title, state: "investigating", visibility: "public", body: `${input.title}: we are looking into it.`, [`component:${input.componentId}`]: "partial_outage" };
  const answer = await send(run, input.port, { path: "/admin/incidents/open", fields, cookie: run.world.staffCookie });
  const code = /^\/admin\/incidents\/([^?]+)$/.exec(String(answer.headers.location))?.[1];
  if (answer.status !== 303 || !code) throw new Error(`The incident was not opened: ${answer.everything}`);
  return code;
}

export function postUpdate(run: Run, input: { port: number; body: string; baseVersion: number }): Promise<Answer> {
  const fields = { title: "Card payments are slow", state: "identified", visibility: "public", body: input.body, baseVersion: String(input.baseVersion) };
  return send(run, input.port, { path: `/admin/incidents/${run.incidentCode}/updates`, fields, cookie: run.world.staffCookie });
}

/** Where an update to Card processing is told: what everybody reads, and what only Acme does. */
export function places({ world, incidentCode }: Run): { name: string; request: Ask }[] {
  const asMember = { cookie: world.memberCookie };
  return [
    { name: "public page", request: { path: "/" } },
    { name: "public incident", request: { path: `/incidents/${incidentCode}` } },
    { name: "customer page", request: { path: "/c/acme", headers: asMember } },
    { name: "public feed", request: { path: "/history.rss" } },
    { name: "private feed", request: { path: `/f/${world.feedToken}/history.rss` } },
  ];
}

/**
 * Asks an app until its answer is as wished, and answers how old the last wrong one was: from the given moment to when it was asked
 * for, so that a slow machine is not taken for a stale answer. 0 when the first was right.
 */
export async function stalenessMs(app: Seat, input: { request: Ask; isRight: (answer: Answer) => boolean; since: number; patienceMs?: number }): Promise<number> {
  let stale = 0;
  for (;;) {
    const askedAt = performance.now();
    if (input.isRight(await ask(app.port, input.request))) return stale;
    stale = askedAt - input.since;
    if (stale > (input.patienceMs ?? 10_000)) return stale;
    await sleep(20);
  }
}

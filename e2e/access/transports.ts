import { expect, it } from "vitest";
import { askRaw, type Ask, type Answer } from "./http.ts";
import { actorRoles, decide, type ActorRole } from "./oracle.ts";
import { askAs, describe, expectNone, inParallel, leaks, targetsWith, type Run } from "./run.ts";
import type { Target } from "./targets.ts";

type Variant = (path: string) => Pick<Ask, "method" | "path" | "headers">;

const foreignHost = "evil.example";
const withHeaders =
  (headers: Record<string, string>): Variant =>
  (path) => ({ path, headers });
const atPath =
  (change: (path: string) => string): Variant =>
  (path) => ({ path: change(path) });
const lastSlash = (path: string, mark: string) => path.replace(/\/([^/]*)$/, `${mark}$1`);

/** Ways of React and Next to ask for the same page. */
const dialects: Record<string, Variant> = {
  "as RSC": withHeaders({ rsc: "1" }),
  "as a prefetch": withHeaders({ rsc: "1", "next-router-prefetch": "1" }),
  "as a segment's prefetch": withHeaders({ rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" }),
  "by HEAD": (path) => ({ path, method: "HEAD" }),
};

/** Spellings of an address, and headers that other frameworks or other versions have believed. */
const disguises: Record<string, Variant> = {
  "with a slash behind": atPath((path) => `${path}/`),
  "with two slashes": atPath((path) => `/${path}`),
  "with two slashes inside": atPath((path) => lastSlash(path, "//")),
  "with a dot": atPath((path) => lastSlash(path, "/./")),
  "with dots": atPath((path) => lastSlash(path, "/x/../")),
  "with an escaped slash": atPath((path) => lastSlash(path, path.lastIndexOf("/") > 0 ? "%2F" : "/%2F")),
  "with a backslash": atPath((path) => lastSlash(path, "/%5C")),
  "with an escaped letter": atPath((path) => path.replace(/[a-z](?=[^a-z]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)),
  ".rsc": atPath((path) => `${path}.rsc`),
  ".txt": atPath((path) => `${path}.txt`),
  ".json": atPath((path) => `${path}.json`),
  ".segments": atPath((path) => `${path}.segments/_tree.segment.rsc`),
  "a style sheet of it": atPath((path) => `${path}/x.css`),
  "a style sheet by semicolon": atPath((path) => `${path};x.css`),
  "Next's data": atPath((path) => `/_next/data/build${path}.json`),
  "Next's image": atPath((path) => `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`),
  "in upper case": atPath((path) => path.toUpperCase()),
  "with a locale": atPath((path) => `${path}?__nextLocale=en`),
  "with other parameters": atPath((path) => `${path}?customer=x&customer=y&code=x&token=x&audience=staff&form=x`),
  "with Next's parameters": atPath((path) => `${path}?nxtPcustomer=x&nxtPcode=x`),
  "past the middleware": withHeaders({ "x-middleware-subrequest": Array(6).fill("proxy").join(":") }),
  "past the middleware of old": withHeaders({ "x-middleware-subrequest": Array(6).fill("src/middleware").join(":") }),
  "rewritten": withHeaders({ "x-middleware-rewrite": "/admin", "x-original-url": "/admin", "x-rewrite-url": "/admin", "x-forwarded-prefix": "/admin" }),
  "in our own name": withHeaders({ "x-candor-path": "/admin", "x-candor-audience": "staff", "x-candor-revision": "1", "x-request-id": "x", "x-client-address": "127.0.0.1" }),
  "with another method said": withHeaders({ "x-http-method-override": "POST", "x-method-override": "POST", "x-http-method": "DELETE" }),
  "with a tenant said": withHeaders({ "x-tenant": "all", "is-multi-tenant-query": "true", "x-customer": "all", "x-audience": "staff", "x-role": "admin", "x-user": "admin" }),
  "for another host": withHeaders({ "x-forwarded-host": foreignHost, "x-forwarded-proto": "https", forwarded: `host=${foreignHost}` }),
  "by a range": withHeaders({ range: "bytes=0-99999", "if-none-match": "*" }),
  "as an action": withHeaders({ "next-action": "0".repeat(40) }),
};

const named = (...names: string[]) => actorRoles.filter(({ name }) => names.includes(name));

/** However it is asked for, an answer holds nothing of others, and what is refused stays refused. */
export function transports(run: Run): void {
  it("every page keeps its secrets in every dialect of the framework", async () => {
    const targets = targetsWith(run, "GET");
    expectNone("dialects", await problems(run, { targets, actors: named("anonymous", "owner of A", "staff viewer"), variants: dialects }));
  });

  it("no spelling of an address and no header opens what is closed", async () => {
    const targets = mostPrivate(run);
    expectNone("disguises", await problems(run, { targets, actors: named("anonymous", "owner of A"), variants: disguises }));
  });

  it("the portal answers under its own name only", async () => {
    const targets = mostPrivate(run).filter(({ policyId }) => !policyId.startsWith("health."));
    const [owner] = named("owner of B");
    const hosts = [foreignHost, `localhost.${foreignHost}`, `localhost:1@${foreignHost}`, "[", "%"];
    const asked = targets.flatMap((target) => hosts.map((host) => ({ path: target.path, headers: { host } })));
    const answers = await inParallel(asked, (request) => askAs(run, owner ?? { name: "nobody" }, request));
    expect(await askRaw(run.portal.port, "GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n"), "an empty host").toBe(421);
    expect(await askRaw(run.portal.port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), "no host").toBe(400);
    expectNone("hosts", asked.flatMap(({ path, headers }, index) => (answers[index]?.status === 421 ? [] : [`${path} for "${headers.host}": ${answers[index]?.status}`])));
  });
}

/** Of each page the address that is least anybody's business: B's, or the staff's. */
function mostPrivate(run: Run): Target[] {
  const byPolicy = Map.groupBy(targetsWith(run, "GET"), ({ policyId }) => policyId);
  return [...byPolicy.values()].flatMap((targets) => targets.filter(({ of }) => of === "B").slice(0, 1).concat(targets.filter(({ of }) => of !== "B").slice(-2, -1), targets.slice(0, 1)).slice(0, 1));
}

interface Plan {
  targets: Target[];
  actors: ActorRole[];
  variants: Record<string, Variant>;
}

async function problems(run: Run, { targets, actors, variants }: Plan): Promise<string[]> {
  const asked = targets.flatMap((target) => actors.flatMap((actor) => Object.values(variants).map((variant) => ({ actor, target, request: variant(target.path) }))));
  const found = await inParallel(asked, async (each) => judge(run, each, await follow(run, each)));
  return found.flat();
}

interface Asked {
  actor: ActorRole;
  target: Target;
  request: Ask;
}

// Next answers RSC without its hash by a redirect: a test that stops there has tested nothing.
async function follow(run: Run, { actor, request }: Asked): Promise<Answer[]> {
  const first = await askAs(run, actor, request);
  const to = String(first.headers["location"] ?? "");
  if (!to.includes("_rsc=")) return [first];
  return [first, await askAs(run, actor, { ...request, path: to.replace(/^https?:\/\/[^/]+/, "") })];
}

function judge(run: Run, asked: Asked, answers: Answer[]): string[] {
  const { target, actor } = asked;
  const isOpen = decide(target.policy, actor, target.of) === "allowed" && target.isFound;
  return answers.flatMap((answer) => [
    ...leaks(run, asked, answer),
    ...(answer.everything.includes(foreignHost) ? [`${describe(asked)} repeats the foreign host`] : []),
    ...(answer.headers["cache-control"] ? [] : [`${describe(asked)}: no Cache-Control`]),
    ...(answer.status >= 500 ? [`${describe(asked)}: ${answer.status}`] : []),
    ...(!isOpen && answer.status < 300 && !asksForFrame(asked.request) ? [`${describe(asked)}: ${answer.status} for what is closed`] : []),
  ]);
}

// A prefetch of a page gets the frame that stands on every page; the page's own gate has not been asked yet, as nothing of it is in there.
function asksForFrame({ headers }: Ask): boolean {
  return headers?.["next-router-prefetch"] === "1";
}

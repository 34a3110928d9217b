import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { keptPolicies } from "#lib/serving/addresses";
import type { Ask, Answer } from "./http.ts";
import { actorRoles, decide, type ActorRole } from "./oracle.ts";
import { askAs, describe, expectNone, targetsWith, type Run } from "./run.ts";
import type { Target } from "./targets.ts";

/** Documents are drawn by React alone from the modules that Next serves: what a reader gets must be what Next would have sent. */
export function documents(run: Run): void {
  it("every document says what the same page says when Next draws it", async () => {
    const cases = keptPolicies.flatMap((policyId) => targetsWith(run, "GET").filter((target) => target.policyId === policyId && target.isFound).map((target) => ({ target, actor: readerOf(target) })));
    expect(new Set(cases.map(({ target }) => target.policyId)).size).toBe(keptPolicies.length);
    const problems: string[] = [];
    await outdate(run);
    for (const { target, actor } of cases) problems.push(...(await compare(run, { target, actor })));
    expectNone("documents", problems);
  });
}

// Who may read it; for what everybody may, nobody in particular.
function readerOf(target: Target): ActorRole {
  const reader = actorRoles.find((actor) => decide(target.policy, actor, target.of) === "allowed");
  if (!reader) throw new Error(`Nobody may read ${target.path}.`);
  return reader;
}

// What is kept may be a minute old, Next's page is of now: both are made now.
async function outdate({ world }: Run): Promise<void> {
  await world.db.write((tx) => tx.rows(sql`insert into audience_revisions (audience, revision) values ('everybody', 1) on conflict (audience) do update set revision = audience_revisions.revision + 1`));
}

// A minute may pass between the two, and pages say how long something has lasted.
async function compare(run: Run, { target, actor }: { target: Target; actor: ActorRole }): Promise<string[]> {
  let difference: string[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (attempt > 0) await outdate(run);
    const request: Ask = { path: target.path };
    const ours = await askAs(run, actor, request);
    // A GET with a body is never answered from what is kept; its connection is not used again.
    const theirs = await askAs(run, actor, { ...request, headers: { "content-length": "1" }, body: "x", from: "127.0.0.1" });
    difference = differences(ours, theirs).map((line) => `${describe({ actor, request })}: ${line}`);
    if (difference.length === 0) return [];
  }
  return difference;
}

function differences(ours: Answer, theirs: Answer): string[] {
  if (ours.status !== 200 || theirs.status !== 200) return [`${ours.status} from the document and ${theirs.status} from Next`];
  if (!String(ours.headers["content-type"]).startsWith("text/html")) return ours.body === theirs.body ? [] : ["the feeds differ"];
  const [drawn, wanted] = [flatten(parse(ours.body)), flatten(parse(theirs.body))];
  const at = wanted.findIndex((line, index) => line !== drawn[index]);
  if (at === -1 && drawn.length === wanted.length) return [];
  return [`line ${at}: ${JSON.stringify(drawn.slice(at, at + 3))} instead of ${JSON.stringify(wanted.slice(at, at + 3))}`];
}

/** A page as lines: what is in the head in any order, then the body's elements and texts. */
function flatten(document: Tree.Document): string[] {
  const html = document.childNodes.find((node): node is Tree.Element => node.nodeName === "html");
  const part = (name: string) => html?.childNodes.find((node): node is Tree.Element => node.nodeName === name);
  const head = (part("head")?.childNodes ?? []).flatMap((node) => linesOf(node)).toSorted();
  return [...head, ...(part("body")?.childNodes ?? []).flatMap((node) => linesOf(node))];
}

function linesOf(node: Tree.ChildNode): string[] {
  if (node.nodeName === "#comment" || node.nodeName === "#documentType") return [];
  if ("value" in node) return [node.value];
  if (!("tagName" in node)) return [];
  if (isFrameOfNext(node)) return [];
  if (isNow(node)) return ["<time of now>"];
  const attributes = node.attrs.filter(({ name }) => name !== "data-precedence").map(({ name, value }) => `${name}="${name === "href" ? value.replace(/^\/icon\.svg\?.*$/, "/icon.svg") : value}"`);
  return [`<${[node.tagName, ...attributes.toSorted()].join(" ")}>`, ...joined(node.childNodes.flatMap((child) => linesOf(child))), `</${node.tagName}>`];
}

const begunAt = Date.now();

// When a page was made differs between two of them by milliseconds; whatever it tells of happened before the test began.
function isNow(element: Tree.Element): boolean {
  const datetime = element.tagName === "time" ? element.attrs.find(({ name }) => name === "datetime")?.value : undefined;
  return datetime !== undefined && Date.parse(datetime) >= begunAt && Date.parse(datetime) <= Date.now();
}

// Next keeps a place for its metadata in each body.
function isFrameOfNext(element: Tree.Element): boolean {
  return element.tagName === "div" && element.attrs.some(({ name }) => name === "hidden") && element.childNodes.every((child) => child.nodeName === "#comment");
}

// React parts neighbouring texts by comments where a script of its own would find them again.
function joined(lines: string[]): string[] {
  return lines.reduce<string[]>((all, line) => {
    const last = all.at(-1);
    if (last === undefined || last.startsWith("<") || line.startsWith("<")) return [...all, line];
    return [...all.slice(0, -1), last + line];
  }, []);
}

import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { keptPolicies } from "#lib/serving/addresses";
import type { Answer, Ask } from "./http.ts";
import { actorRoles, decide, type ActorRole } from "./oracle.ts";
import { askAs, describe, expectNone, inParallel, leaks, targetsWith, type Run } from "./run.ts";
import type { Target } from "./targets.ts";
import { versionOf } from "./world.ts";

const named = (name: string): ActorRole => actorRoles.find((actor) => actor.name === name) ?? { name };
const [anonymous, viewerOfA, ownerOfA, ownerOfB, admin] = ["anonymous", "viewer of A", "owner of A", "owner of B", "admin"].map(named) as [ActorRole, ActorRole, ActorRole, ActorRole, ActorRole];

/** What is kept in memory is nobody's but its audience's, while people read and write and however they ask. */
export function serving(run: Run): void {
  const kept = () => targetsWith(run, "GET").filter(({ policyId }) => keptPolicies.includes(policyId));
  const open = () => kept().filter(({ isFound }) => isFound);

  it("two members of a customer get the same bytes, and its people the public's bytes on public pages", async () => {
    const problems = await inParallel(open(), async (target) => {
      const pair = target.policy.requirement.who === "customer" ? (target.of === "A" ? [viewerOfA, ownerOfA] : [ownerOfB, admin]) : [anonymous, ownerOfA];
      // A minute may end between the two; it does not end three times in a row.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const [one, other] = [await askAs(run, pair[0] ?? anonymous, { path: target.path }), await askAs(run, pair[1] ?? anonymous, { path: target.path })];
        if (one.status === 200 && one.body === other.body && one.headers["etag"] === other.headers["etag"]) return [];
      }
      return [target.path];
    });
    expectNone("same-bytes", problems.flat());
  });

  it("nothing that is kept sets a cookie, and nothing of the console or of one person is kept", async () => {
    const answers = await inParallel(open(), (target) => askAs(run, target.of === "B" ? ownerOfB : ownerOfA, { path: target.path }));
    expect(answers.filter(({ status, headers }) => status === 200 && (headers["set-cookie"] || !headers["etag"]))).toEqual([]);
    // Logos and stylesheets are named by what is in them: browsers keep them, the server's memory does not.
    const others = targetsWith(run, "GET").filter(({ policyId, isFound }) => isFound && !keptPolicies.includes(policyId) && policyId !== "public.brand_file");
    const personal = await inParallel(others, async (target) => ({ target, answer: await askAs(run, admin, { path: target.path }) }));
    expectNone("never-kept", personal.flatMap(({ target, answer }) => (answer.headers["etag"] || /public|max-age=[1-9]/.test(String(answer.headers["cache-control"])) ? [`${target.path}: ${String(answer.headers["cache-control"])} ${String(answer.headers["etag"])}`] : [])));
  });

  it("parameters that no document knows neither change nor multiply it", async () => {
    const problems = await inParallel(open(), async (target) => {
      const actor = target.of === "B" ? ownerOfB : ownerOfA;
      const plain = await askAs(run, actor, { path: target.path });
      const odd = await inParallel(["?", "?utm_source=x", "?_rsc=1", "?customer=x&audience=staff", "?before=%00", "?form=frm_x", "?__nextLocale=de"], (search) => askAs(run, actor, { path: target.path + search }));
      return odd.flatMap((answer, index) => (answer.headers["etag"] === plain.headers["etag"] ? [] : [`${target.path}, ${index}: ${String(answer.headers["etag"])} instead of ${String(plain.headers["etag"])}`]));
    });
    expectNone("parameters", problems.flat());
  });

  it("while updates are posted and edited, every reader gets the words that are for it, the newest, and no other's", async () => {
    const readers = [anonymous, viewerOfA, ownerOfA, ownerOfB, admin, named("subscriber by token")];
    const problems: string[] = [];
    const progress = { isOver: false, asked: 0 };
    const reading = Promise.all(Array.from({ length: 12 }, (_, index) => readOn(run, { targets: kept(), readers, seed: index, progress, problems })));
    for (let round = 0; round < 25; round += 1) {
      problems.push(...(await writeAndLook(run, round)));
      // So much at least is read between any two writes, however slow the machine.
      while (progress.asked < 20 * (round + 1)) await nextTurn();
    }
    progress.isOver = true;
    await reading;
    expectNone("under-load", problems);
  });

  it("no way of asking spoils what is kept for those who ask plainly", async () => {
    const targets = open();
    const plainly = () => inParallel(targets, (target) => askAs(run, target.of === "B" ? ownerOfB : ownerOfA, { path: target.path }));
    const before = await plainly();
    const problems: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...targets), fc.constantFrom(anonymous, viewerOfA, ownerOfB), oddRequest, async (target, actor, odd) => {
        const request: Ask = { method: odd.method, path: odd.path(target.path), headers: odd.headers };
        const answer = await askAs(run, actor, request);
        problems.push(...leaks(run, { actor, target, request }, answer), ...(answer.status >= 500 ? [`${describe({ actor, request })}: ${answer.status}`] : []));
        if (!answer.headers["cache-control"]) problems.push(`${describe({ actor, request })}: no Cache-Control`);
      }),
      { numRuns: 600 },
    );
    expectNone("fuzz", problems);
    const after = await plainly();
    const gist = ({ status, body }: Answer) => [status, body.replace(/\d{1,2}:\d{2}( UTC)?|\d+ (min|h|s)\b|datetime="[^"]*"/gi, "")];
    expect(after.map(gist)).toEqual(before.map(gist));
  });
}

interface Reading {
  targets: Target[];
  readers: ActorRole[];
  seed: number;
  progress: { isOver: boolean; asked: number };
  problems: string[];
}

async function readOn(run: Run, { targets, readers, seed, progress, problems }: Reading): Promise<void> {
  for (let step = seed * 7919; !progress.isOver; step += 104_729) {
    const target = targets[step % targets.length];
    const actor = readers[Math.floor(step / 7) % readers.length];
    if (!target || !actor) continue;
    const request: Ask = { path: target.path, headers: step % 3 === 0 ? { "accept-encoding": "br, gzip" } : {} };
    const answer = await askAs(run, actor, request);
    const isOpen = decide(target.policy, actor, target.of) === "allowed" && target.isFound;
    if ((answer.status === 200) !== isOpen) problems.push(`${describe({ actor, request })}: ${answer.status}`);
    problems.push(...leaks(run, { actor, target, request }, answer));
    progress.asked += 1;
  }
}

// Another process writes, as a worker or a second server would: the portal must know at its very next request.
async function writeAndLook(run: Run, round: number): Promise<string[]> {
  const { world } = run;
  const [key, readers] = round % 2 === 0 ? (["public", ["public"]] as const) : (["selectedA", ["A", "staff"]] as const);
  const incident = world.incidents[key];
  if (!incident) throw new Error(`The world has no incident ${key}.`);
  const words = world.canaries.make(`round ${round} of ${key}`, [...readers]);
  const note = world.canaries.make(`note of round ${round} for A`, ["A", "staff"]);
  const ctx = world.people.context(world.db, { role: "manager", at: Date.now() });
  const notes = [{ customerId: world.company.customers.A.id, body: note }];
  const baseVersion = await versionOf(world.db, incident.id, 1);
  const { updateId } = await postUpdate(ctx, { incidentId: incident.id, baseVersion, state: "investigating", body: words, notes, components: [] });
  const edited = world.canaries.make(`edit of round ${round} of ${key}`, [...readers]);
  if (round % 5 === 4) await editUpdate(ctx, { updateId, baseRevision: 1, body: edited, notes });
  const wanted = round % 5 === 4 ? edited : words;
  const paths: [ActorRole, string, string][] = [[ownerOfA, `/c/${world.company.customers.A.slug}/incidents/${incident.code}`, note], ...["history.rss", "history.atom", "feed.json"].map((file): [ActorRole, string, string] => [ownerOfA, `/f/${world.people.feeds.A.token}/${file}`, wanted])];
  if (key === "public") paths.push([anonymous, `/incidents/${incident.code}`, wanted], [ownerOfB, `/c/${world.company.customers.B.slug}/incidents/${incident.code}`, wanted]);
  const answers = await Promise.all(paths.map(([actor, path]) => askAs(run, actor, { path })));
  return answers.flatMap((answer, index) => (answer.body.includes(paths[index]?.[2] ?? "") ? [] : [`round ${round}: ${paths[index]?.[1]} did not say the newest words (${answer.status})`]));
}

const word = fc.constantFrom("a", "..", ".", "%2e%2e", "%2f", "%5c", ";x", "//", "%00", "history.rss", "incidents", "c", "admin", "%c3%a4", "?q=", "&before=", "#", "~", "*");
const oddRequest = fc.record({
  method: fc.constantFrom("GET", "GET", "GET", "HEAD"),
  path: fc.tuple(fc.nat(40), word, fc.constantFrom("", "/", ".rsc", ".txt", "?_rsc=1", "?x=1", "%20")).map(([at, piece, end]) => (path: string) => `${path.slice(0, at)}${piece}${path.slice(at)}${end}`),
  headers: fc.dictionary(
    fc.constantFrom("rsc", "next-router-prefetch", "next-router-state-tree", "next-action", "range", "if-none-match", "if-modified-since", "x-forwarded-host", "x-candor-path", "x-candor-audience", "x-http-method-override", "accept-encoding", "accept", "authorization", "x-middleware-rewrite", "purpose", "te", "if-range"),
    fc.constantFrom("1", "*", "bytes=0-10", '"x"', "/admin", "staff", "POST", "gzip;q=0", "br", "text/x-component", "Bearer x", "evil.example", "prefetch", "Wed, 25 Nov 2026 00:00:00 GMT", "%E0%A4%A"),
    { maxKeys: 4 },
  ),
});

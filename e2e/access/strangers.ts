import { expect, it } from "vitest";
import { form, type Answer, type Ask } from "./http.ts";
import { actorRoles, decide, type ActorRole } from "./oracle.ts";
import { askAs, describe, expectNone, expectNothingChanged, inParallel, leaks, nextAddress, targetsWith, type Run } from "./run.ts";
import type { Target } from "./targets.ts";

/** Somebody else's thing and a thing that never was are answered alike, byte for byte. */
export function strangers(run: Run): void {
  it("of two pages that are not for somebody, none can be told to exist", async () => {
    const hidden = targetsWith(run, "GET").flatMap((target) =>
      actorRoles.flatMap((actor) => (isHidden(target, actor) ? [{ actor, target, request: { path: target.path } }] : [])),
    );
    const answers = await inParallel(hidden, ({ actor, request }) => askAs(run, actor, request));
    const groups = Map.groupBy(hidden.map((each, index) => ({ each, answer: answers[index] })), ({ each }) => groupOf(each));
    const told = [...groups.values()].flatMap((members) => {
      const shapes = new Set(members.map(({ each, answer }) => shapeOf(each.target, answer)));
      return shapes.size > 1 ? [`${members.map(({ each }) => describe(each)).join(", ")}: ${shapes.size} different answers`] : [];
    });
    expect(groups.size).toBeGreaterThan(0);
    expectNone("strangers", told);
  });

  it("what is another customer's cannot be changed from one's own pages, and is answered as if it never was", async () => {
    const { company, people, incidents } = run.world;
    const own = `/c/${company.customers.A.slug}`;
    const foreign = { session: people.sessions["owner of B"]?.id ?? "", member: people.memberships["owner of B"] ?? "", feed: people.feeds.B.id, embed: people.embeds.B.id, code: incidents["selectedB"]?.code ?? "" };
    const never = { session: `ses_${"0".repeat(32)}`, member: `mem_${"0".repeat(32)}`, feed: `fed_${"0".repeat(32)}`, embed: `emb_${"0".repeat(32)}`, code: "zzzzzzzzzzzz" };
    const requests = ({ session, member, feed, embed, code }: typeof foreign): Ask[] => [
      { ...form({}), path: `/account/sessions/${session}/revoke` },
      { ...form({}), path: `${own}/settings/members/${member}/remove` },
      { ...form({}), path: `${own}/notifications/feeds/${feed}/revoke` },
      { ...form({}), path: `${own}/settings/embeds/${embed}/revoke` },
      { ...form({ intent: "follow", incident: code }), path: `${own}/notifications/subscribe` },
      { ...form({ intent: "follow", incident: code, customer: company.customers.B.slug }), path: `${own}/notifications/subscribe` },
    ];
    const pairs = requests(foreign).map((request, index) => [request, requests(never)[index]] as const);
    await expectNothingChanged(run, async () => {
      for (const [theirs, nobodys] of pairs.filter(([{ path }]) => isBuilt(run, path))) {
        const [one, other] = await Promise.all([post(run, theirs), post(run, nobodys)]);
        expect(one.status, theirs.path).toBe(404);
        expect(one.body.replace(/[0-9a-f-]{36}/g, ""), theirs.path).toBe(other.body.replace(/[0-9a-f-]{36}/g, ""));
        expect(leaks(run, { actor: ownerOfA, request: theirs }, one)).toEqual([]);
      }
    });
  });
}

const ownerOfA = actorRoles.find(({ name }) => name === "owner of A") ?? { name: "nobody" };

function post(run: Run, request: Ask | undefined): Promise<Answer> {
  if (!request) throw new Error("Each request has its pair.");
  return askAs(run, ownerOfA, { ...request, from: nextAddress(), headers: { ...request.headers, origin: run.portal.origin, accept: "application/json" } });
}

function isBuilt(run: Run, path: string): boolean {
  const pattern = path.replace(/^\/c\/[^/]+/, "/c/[customer]").replace(/\/(sessions|members|feeds|embeds)\/[^/]+/, "/$1/[id]");
  return run.built.includes(`POST ${pattern}`);
}

interface Asked {
  actor: ActorRole;
  target: Target;
}

function isHidden(target: Target, actor: ActorRole): boolean {
  const decision = decide(target.policy, actor, target.of);
  // Nothing is hidden from staff in the console.
  if (decision === "allowed" && target.policy.requirement.who === "staff") return false;
  return decision === "not found" || (decision === "allowed" && !target.isFound);
}

// On a page one may see, what is missing shows in that page's frame: whose frame it is, is part of the answer.
function groupOf({ actor, target }: Asked): string {
  return [target.policyId, actor.name, decide(target.policy, actor, target.of), decide(target.policy, actor, target.of) === "allowed" ? target.of : ""].join("|");
}

/** The answer without what differs between any two answers: its number, its nonce, its time and the address itself. */
function shapeOf(target: Target, answer: Answer | undefined): string {
  if (!answer) return "none";
  const own = target.path.split("/").filter((part) => part.length > 8);
  const words = own.flatMap((part) => [part, decodeURIComponent(part), encodeURIComponent(part)]);
  const plain = words.reduce((text, part) => text.replaceAll(part, "«own»"), answer.body);
  const body = plain
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "«id»")
    .replace(/nonce(=|\\?":\\?")("|\\")?[A-Za-z0-9+/=]{16,}/g, "«nonce»");
  return `${answer.status} ${String(answer.headers["cache-control"])} ${String(answer.headers["content-type"])}\n${body}`;
}

import { expect, it } from "vitest";
import type { Ask, Answer } from "./http.ts";
import { actorRoles, decide, type ActorRole, type Decision } from "./oracle.ts";
import { askAs, describe, expectNone, expectNothingChanged, inParallel, leaks, nextAddress, targetsWith, type Run } from "./run.ts";
import type { Target } from "./targets.ts";

interface Case {
  actor: ActorRole;
  target: Target;
  request: Ask;
  wanted: Decision;
}

/** More than a form may hold: the refusal of its size stands behind the gate and before anything is done. */
const tooLarge = "a".repeat(1_100_000);

/** Allowed exactly where the policy says, and whatever is answered holds nothing of others. */
export function decisions(run: Run): void {
  it("a page is shown exactly to whom the table allows it", async () => {
    const cases = casesOf(run, "GET");
    const answers = await inParallel(cases, ({ actor, request }) => askAs(run, actor, request));
    expectNone("pages", cases.flatMap((each, index) => problemsOfPage(run, each, answers[index])));
  });

  it("a form is taken exactly from whom the table allows it", async () => {
    const cases = casesOf(run, "POST").filter(({ wanted }) => wanted === "allowed");
    const problems = await inParallel(cases, async (each) => {
      const answer = await askAs(run, each.actor, { ...each.request, body: tooLarge, headers: { ...each.request.headers, accept: "application/json" } });
      return [...(answer.status === 413 ? [] : [`${describe(each)}: ${answer.status} instead of 413`]), ...leaks(run, each, answer)];
    });
    expectNone("forms", problems.flat());
  });

  it("a form that the table refuses is answered like a page that is not there, and changes nothing", async () => {
    const cases = casesOf(run, "POST").filter(({ wanted }) => wanted !== "allowed");
    expect(cases.length).toBeGreaterThan(0);
    await expectNothingChanged(run, async () => {
      const problems = await inParallel(cases, async (each) => {
        const page = await askAs(run, each.actor, each.request);
        const script = await askAs(run, each.actor, { ...each.request, headers: { ...each.request.headers, accept: "application/json" } });
        return [...problemsOfRefusal(run, each, page, "page"), ...problemsOfRefusal(run, each, script, "script")];
      });
      expectNone("refused-forms", problems.flat());
    });
  });
}

function casesOf(run: Run, method: "GET" | "POST"): Case[] {
  const headers: Record<string, string> = method === "POST" ? { origin: run.portal.origin, "content-type": "application/x-www-form-urlencoded" } : {};
  return targetsWith(run, method).flatMap((target) =>
    actorRoles.map((actor) => ({
      actor,
      target,
      request: { method, path: target.path, headers, ...(method === "POST" ? { from: nextAddress() } : {}) },
      wanted: decide(target.policy, actor, target.of),
    })),
  );
}

function problemsOfPage(run: Run, each: Case, answer: Answer | undefined): string[] {
  if (!answer) return [`${describe(each)}: no answer`];
  const { status, headers, body } = answer;
  const where = String(headers["location"] ?? "");
  return [
    ...(isRight(each, status, where) ? [] : [`${describe(each)}: ${status} ${where} (${body.length} bytes) where "${each.wanted}" was due${each.target.isFound ? "" : ", of something that does not exist"}`]),
    ...(status >= 300 && status < 400 && body.length >= 2_000 ? [`${describe(each)}: ${body.length} bytes beside a redirect`] : []),
    ...(headers["cache-control"] ? cacheProblems(each, String(headers["cache-control"])) : [`${describe(each)}: no Cache-Control`]),
    ...leaks(run, each, answer),
  ];
}

function isRight({ wanted, target }: Case, status: number, where: string): boolean {
  if (wanted === "sign in") return (status === 307 || status === 303) && /^\/sign-in(\?next=|$)/.test(where);
  if (wanted === "not found") return status === 404;
  if (wanted === "no key") return status === 401;
  // One place to go: nothing to choose. A provider's answer that nobody asked for: back to the start.
  if (target.policyId === "access.switch_page") return status === 307 && /^\/(c\/|admin$)/.test(where);
  // Without a ticket of this browser's own nobody arrives anywhere.
  if (target.policyId === "access.arrive") return status === 410;
  if (target.policyId === "access.authjs_get") return status === 404 || /\/sign-in\?error=\w+$/.test(where);
  return status === (target.isFound ? 200 : 404);
}

// Only what everybody may see may be kept by anybody.
function cacheProblems(each: Case, value: string): string[] {
  const isShared = /\bpublic\b|s-maxage/.test(value) || !/no-store|no-cache|private/.test(value);
  const mayBeShared = /^(public\.|health\.)/.test(each.target.policyId);
  return isShared && !mayBeShared ? [`${describe(each)}: Cache-Control ${value}`] : [];
}

function problemsOfRefusal(run: Run, each: Case, answer: Answer, as: "page" | "script"): string[] {
  const due = each.wanted === "no key" ? 401 : each.wanted === "sign in" ? (as === "page" ? 303 : 401) : 404;
  const cache = String(answer.headers["cache-control"]);
  return [
    ...(answer.status === due ? [] : [`${describe(each)} (${as}): ${answer.status} instead of ${due}`]),
    ...(cache.includes("no-store") ? [] : [`${describe(each)} (${as}): Cache-Control ${cache}`]),
    ...(answer.body.length < 2_000 ? [] : [`${describe(each)} (${as}): ${answer.body.length} bytes of refusal`]),
    ...leaks(run, each, answer),
  ];
}

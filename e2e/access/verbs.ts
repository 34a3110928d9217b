import { it } from "vitest";
import { actorRoles } from "./oracle.ts";
import { askAs, describe, expectNone, expectNothingChanged, inParallel, leaks, targetsWith, type Run } from "./run.ts";

const all = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

/** A verb that is not in the table is answered 405, whoever asks, and does nothing. */
export function verbs(run: Run): void {
  it("a verb that has no policy is refused on every address", async () => {
    const targets = [...targetsWith(run, "GET"), ...targetsWith(run, "POST")];
    const declared = new Set(targets.map(({ policy }) => `${policy.method} ${policy.path}`));
    const addresses = [...new Map(targets.map((target) => [target.policy.path, target])).values()];
    const actors = actorRoles.filter(({ name }) => name === "anonymous" || name === "admin");
    const asked = addresses.flatMap((target) =>
      actors.flatMap((actor) => all.filter((method) => !declared.has(`${method} ${target.policy.path}`) ).map((method) => ({ actor, target, request: { method, path: target.path, headers: { origin: run.portal.origin } } }))),
    );
    await expectNothingChanged(run, async () => {
      const problems = await inParallel(asked, async (each) => {
        const answer = await askAs(run, each.actor, each.request);
        return [
          ...(answer.status === 405 ? [] : [`${describe(each)}: ${answer.status} instead of 405`]),
          ...(answer.headers["cache-control"] ? [] : [`${describe(each)}: no Cache-Control`]),
          ...leaks(run, each, answer),
        ];
      });
      expectNone("verbs", problems.flat());
    });
  });
}

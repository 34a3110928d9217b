import { expect, it } from "vitest";
import { actorRoles, decide } from "./oracle.ts";
import { askAs, describe, expectNothingChanged, inParallel, nextAddress, targetsWith, type Run } from "./run.ts";

/** RFC 8058: mail providers post from anywhere, the token is the proof; machines that report have no origin, they sign. */
const openToAll = new Set(["subscriptions.unsubscribe", "hooks.resend", "hooks.ses", "hooks.dsn", "ingest.counts", "ingest.csv", "ingest.remote_write", "ingest.otlp"]);

/** Forms are taken from our own pages only. */
export function origins(run: Run): void {
  it("a form that was not sent from this site is refused, and changes nothing", async () => {
    const asked = allowedForms(run).flatMap((each) => foreignOrigins(run.portal.port).map((headers) => ({ ...each, request: { ...each.request, headers: { ...headers, accept: "application/json" } } })));
    await expectNothingChanged(run, async () => {
      const answers = await inParallel(asked, (each) => askAs(run, each.actor, each.request));
      expect(asked.flatMap((each, index) => (answers[index]?.status === 403 ? [] : [`${describe(each)}: ${answers[index]?.status} instead of 403`]))).toEqual([]);
    });
  });

  it("a browser that says same-origin instead of an origin is believed", async () => {
    const asked = allowedForms(run).map((each) => ({ ...each, request: { ...each.request, body: "a".repeat(1_100_000), headers: { "sec-fetch-site": "same-origin", accept: "application/json" } } }));
    const answers = await inParallel(asked, (each) => askAs(run, each.actor, each.request));
    expect(asked.flatMap((each, index) => (answers[index]?.status === 413 ? [] : [`${describe(each)}: ${answers[index]?.status} instead of 413`]))).toEqual([]);
  });
}

function foreignOrigins(port: number): Record<string, string>[] {
  const origins = ["null", "", "https://evil.example", `http://sub.localhost:${port}`, `http://localhost:${port + 1}`, "http://localhost", `https://localhost:${port}`, `HTTP://LOCALHOST:${port}`, `http://localhost:${port}.evil.example`, `http://localhost:${port}/`];
  return [{}, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { referer: `http://localhost:${port}/` }, ...origins.map((origin) => ({ origin }))];
}

/** Each form once, for the strongest actor whom it is open to. */
function allowedForms(run: Run) {
  const byPolicy = Map.groupBy(targetsWith(run, "POST"), ({ policyId }) => policyId);
  return [...byPolicy.entries()].flatMap(([policyId, targets]) => {
    if (openToAll.has(policyId)) return [];
    const found = targets.flatMap((target) => [...actorRoles].reverse().flatMap((actor) => (!actor.bearer && decide(target.policy, actor, target.of) === "allowed" ? [{ actor, target }] : [])))[0];
    return found ? [{ ...found, request: { method: "POST", path: found.target.path, from: nextAddress() } }] : [];
  });
}

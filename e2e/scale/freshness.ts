import { incidents } from "#db/schema/incidents";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { places, postUpdate, send, stalenessMs, type Run } from "./run.ts";

const promiseMs = 1_000;

export async function versionOf({ fleet, incidentCode }: Run): Promise<number> {
  const [row] = await fleet.db.read.select({ version: incidents.version }).from(incidents).where(eq(incidents.code, incidentCode));
  return row?.version ?? 0;
}

/** What one process was told, all of them know within a second. */
export function freshness(run: Run): void {
  it("an update posted through any app, or through nginx, is served by every app within a second", async () => {
    const { fleet } = run;
    const doors = [...fleet.apps.map(({ name, port }) => ({ name, port })), { name: "nginx", port: fleet.balancerPort }];
    const late: string[] = [];
    for (const [index, door] of [...doors, ...doors].entries()) {
      const body = `Told through ${door.name}, number ${index}.`;
      const posted = await postUpdate(run, { port: door.port, body, baseVersion: await versionOf(run) });
      expect(posted.headers.location, posted.everything).toBe(`/admin/incidents/${run.incidentCode}`);
      const since = performance.now();
      const asked = fleet.apps.flatMap((app) => places(run).map((place) => ({ app, place })));
      const found = await Promise.all(
        asked.map(async ({ app, place }) => ({ what: `${place.name} of ${app.name}`, ms: await stalenessMs(app, { request: place.request, since, isRight: (answer) => answer.status === 200 && answer.body.includes(body) }) })),
      );
      late.push(...found.filter(({ ms }) => ms > promiseMs).map(({ what, ms }) => `${body} ${what}: ${Math.round(ms)} ms`));
    }
    expect(late).toEqual([]);
  });

  it("a session revoked through one app is refused by every app within a second", async () => {
    const { fleet, world } = run;
    const request = { path: "/c/acme", headers: { cookie: world.lostSession.cookie } };
    const before = await Promise.all(fleet.apps.map((app) => stalenessMs(app, { request, since: performance.now(), isRight: ({ status }) => status === 200 })));
    expect(before).toEqual(fleet.apps.map(() => 0));
    const revoked = await send(run, fleet.apps[1]?.port ?? 0, { path: `/account/sessions/${world.lostSession.id}/revoke`, fields: {}, cookie: world.memberCookie });
    expect(revoked.status, revoked.everything).toBe(303);
    const since = performance.now();
    const found = await Promise.all(fleet.apps.map((app) => stalenessMs(app, { request, since, isRight: ({ status }) => status !== 200 })));
    expect(Math.max(...found)).toBeLessThanOrEqual(promiseMs);
  });

  it("a private feed revoked through one app is refused by every app within a second", async () => {
    const { fleet, world } = run;
    const request = { path: `/f/${world.lostFeed.token}/history.rss` };
    const before = await Promise.all(fleet.apps.map((app) => stalenessMs(app, { request, since: performance.now(), isRight: ({ status }) => status === 200 })));
    expect(before).toEqual(fleet.apps.map(() => 0));
    const revoked = await send(run, fleet.apps[0]?.port ?? 0, { path: `/c/acme/notifications/feeds/${world.lostFeed.id}/revoke`, fields: {}, cookie: world.memberCookie });
    expect(revoked.status, revoked.everything).toBe(303);
    const since = performance.now();
    const found = await Promise.all(fleet.apps.map((app) => stalenessMs(app, { request, since, isRight: ({ status }) => status === 404 })));
    expect(Math.max(...found)).toBeLessThanOrEqual(promiseMs);
  });
}

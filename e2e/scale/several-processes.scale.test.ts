import { afterAll, beforeAll } from "vitest";
import { cards } from "#lib/testing/cast";
import { deliveries, failures } from "./failures.ts";
import { allReady, startFleet } from "./fleet.ts";
import { freshness } from "./freshness.ts";
import { rolling } from "./rolling.ts";
import { openIncident, type Run } from "./run.ts";
import { buildWorld } from "./world.ts";

const run = {} as Partial<Run> as Run;

beforeAll(async () => {
  run.fleet = await startFleet();
  run.world = await buildWorld(run.fleet.db);
  await allReady(run.fleet.apps);
  run.incidentCode = await openIncident(run, { port: run.fleet.balancerPort, title: "Card payments are slow", componentId: cards.id });
}, 120_000);

afterAll(() => run.fleet?.stop(), 60_000);

freshness(run);
failures(run);
rolling(run);
deliveries(run);

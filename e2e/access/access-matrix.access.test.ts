import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { policies } from "#lib/access/policy";
import { decisions } from "./decisions.ts";
import { documents } from "./documents.ts";
import { origins } from "./origins.ts";
import { requestsSent } from "./http.ts";
import { compareInventory, listBuilt } from "./inventory.ts";
import { startPortal } from "./portal.ts";
import { mails } from "./mails.ts";
import type { Run } from "./run.ts";
import { serving } from "./serving.ts";
import { statementFiles } from "./statement-files.ts";
import { strangers } from "./strangers.ts";
import { transports } from "./transports.ts";
import { verbs } from "./verbs.ts";
import { buildWorld } from "./world.ts";

const run = {} as Partial<Run> as Run;

// The same port as APP_URL of the tests' environment: links in mails lead to where the portal is.
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-access-"));
  const world = await buildWorld(join(folder, "candor.db"));
  const portal = await startPortal({ port: Number(process.env.ACCESS_PORT ?? 3218), folder });
  Object.assign(run, { world, portal, built: listBuilt(".next"), folder });
}, 120_000);

afterAll(async () => {
  await run.portal?.stop();
  await run.world?.db.close();
  if (run.folder) rmSync(run.folder, { recursive: true, force: true });
  if (run.world) console.log(tell(run));
});

function tell({ world: { canaries } }: Run): string {
  const secret = canaries.list().filter(({ readers }) => readers.length > 0 && !readers.includes("public"));
  const met = secret.filter((canary) => canaries.seen.has(canary));
  return `${requestsSent()} requests; of ${secret.length} private texts ${met.length} reached somebody they are for`;
}

it("every verb of the build has a policy, and every policy is in the build", () => {
  const declared = Object.values(policies).map(({ method, path }) => `${method} ${path}`);
  expect(compareInventory(run.built, declared)).toEqual([]);
});

decisions(run);
statementFiles(run);
documents(run);
transports(run);
verbs(run);
strangers(run);
origins(run);
mails(run);
serving(run);

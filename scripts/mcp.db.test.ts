import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drafts, incidents, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { decideApproval } from "#lib/incidents/commands/approvals";
import { saveDraft } from "#lib/incidents/commands/save-draft";
import { publishDue } from "#lib/incidents/jobs";
import { getDraft } from "#lib/incidents/queries/drafts";
import { now } from "#lib/platform/clock";
import { addCast, cards, jonas, mira, tom } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, someContent } from "#lib/testing/incidents";

const database = testDatabase();
const root = join(import.meta.dirname, "..");
const patient = 60_000;
let client: Client;

beforeEach(async () => {
  await addCast(database.db);
  client = new Client({ name: "test-assistant", version: "1" });
});
afterEach(() => client.close());

/** `npm run candor -- mcp …` on this test's database, spoken to by the official client. */
async function connect(...args: string[]): Promise<void> {
  const env = { PATH: process.env.PATH ?? "", NODE_ENV: "test", LOG_LEVEL: "info", APP_URL: "http://localhost:3000", DATABASE_URL: database.url, DATA_DIR: "/nonexistent-unused" };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ["--disable-warning=ExperimentalWarning", "--import", "./scripts/tsx-hook.mjs", "scripts/candor.ts", "mcp", ...args], cwd: root, env: { ...env, DATA_DIR: process.env.TMPDIR ?? "/tmp" }, stderr: "ignore" }));
}

async function call(name: string, given: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const result = await client.callTool({ name, arguments: given });
  return { isError: result.isError === true, text: JSON.stringify(result.content), ...(result.structuredContent as object | undefined) };
}

test("an assistant reads what staff read, and is offered nothing that changes anything", { timeout: patient }, async () => {
  const { incidentId } = await anIncident(asStaff(database.db, jonas), { visibility: "internal" });
  await connect();
  const { tools } = await client.listTools();
  expect(tools.map((tool) => tool.name)).toEqual(expect.arrayContaining(["incidents_list", "incidents_get", "maintenance_list", "components_list", "customers_list", "subscribers_list", "deliveries_list"]));
  expect(tools.filter((tool) => tool.annotations?.readOnlyHint !== true)).toEqual([]);
  expect(client.getInstructions()).toContain("Nothing can be changed");
  expect(await call("incidents_list", { state: "open" })).toMatchObject({ isError: false, data: [{ id: incidentId, visibility: "internal" }] });
  expect(await call("incidents_get", { id: incidentId })).toMatchObject({ updates: [{ state: "investigating" }], version: 1 });
  expect(await call("incidents_get", { id: "inc_nothing" })).toMatchObject({ isError: true, text: expect.stringContaining("does not exist") });
  expect(await call("incidents_list", { state: "all" })).toMatchObject({ isError: true, text: expect.stringContaining("state:") });
  for (const name of ["incidents_open", "incidents_post_update", "drafts_create", "drafts_ask_approval"]) expect(await call(name)).toMatchObject({ isError: true, text: expect.stringContaining("no tool") });
});

test("what it drafts waits until a person publishes it in the console", { timeout: patient }, async () => {
  await connect("--as", jonas.email, "--allow-drafts");
  const { tools } = await client.listTools();
  expect(tools.filter((tool) => tool.annotations?.readOnlyHint !== true).map((tool) => tool.name)).toEqual(["drafts_create", "drafts_save", "drafts_ask_approval"]);
  const theirs = await saveDraft(asStaff(database.db, mira, now()), { content: someContent() });
  expect(await call("drafts_save", { id: theirs.draftId, body: "Mine now." })).toMatchObject({ isError: true, text: expect.stringContaining("does not exist") });
  const { id } = await call("drafts_create", { title: "Card payments fail", visibility: "public", state: "investigating", body: "About 1 in 8 is refused.", components: [{ componentId: cards.id, state: "partial_outage" }] });
  const draftId = String(id);
  expect(await call("drafts_save", { id: draftId, body: "About 1 in 9 is refused." })).toMatchObject({ preparedBy: "test-assistant over MCP", author: jonas.name, waitsForApproval: false });
  expect(await call("drafts_ask_approval", { id: draftId })).toMatchObject({ waitsForApproval: true, publishedAs: null });
  await publishAllDue();
  expect(await database.db.read.select().from(incidents)).toEqual([]);

  const ctx = asStaff(database.db, mira, now());
  await decideApproval(ctx, { draftId, draftVersion: (await getDraft(ctx, { draftId })).version, isApproved: true });
  await publishAllDue();
  expect((await database.db.read.select({ body: updates.body, authorId: updates.authorId }).from(updates))).toEqual([{ body: "About 1 in 9 is refused.", authorId: jonas.id }]);
  expect(await call("drafts_save", { id: draftId, body: "Too late." })).toMatchObject({ isError: true });
});

test("it drafts for nobody who may not post", { timeout: patient }, async () => {
  await connect("--as", tom.email, "--allow-drafts");
  expect(await call("drafts_create", { body: "Words." })).toMatchObject({ isError: true, text: expect.stringContaining("role") });
  expect(await database.db.read.select().from(drafts)).toEqual([]);
});

// What the worker does when its time has come.
async function publishAllDue(): Promise<void> {
  const due = (await database.db.read.select().from(outbox)).filter((event) => event.kind === "draft.publish_due");
  for (const event of due) await publishDue({ db: database.db, now: now() }, event.payload);
}

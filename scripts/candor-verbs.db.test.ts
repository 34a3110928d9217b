import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { incidents, promises } from "#db/schema/incidents";
import { savePublishingRules } from "#lib/incidents/commands/publishing-rules";
import { operations } from "#lib/api/table";
import { now } from "#lib/platform/clock";
import { acme, addCast, cards, payouts, priya } from "#lib/testing/cast";
import { runCandor } from "#lib/testing/command-line";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { setStage } from "#lib/testing/every-command/stage";

const database = testDatabase();
// Each line is a process of its own.
const patient = { timeout: 300_000 };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-verbs-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const candor = (...args: string[]) => runCandor(args, { url: database.url, folder });
const json = async (...args: string[]) => {
  const { code, output, errors } = await candor(...args, "--json");
  expect([code, errors]).toEqual([0, ""]);
  return JSON.parse(output) as Record<string, unknown> & Record<string, unknown>[];
};

test("an incident is opened, gone on with and resolved, each by one line", patient, async () => {
  await addCast(database.db);
  const opened = await json("incidents", "open", "--title", "Card payments fail", "--body", "About 1 in 8 is refused.", "--component", `${cards.id}=partial_outage`, "--note", `${acme.id}=Your terminals = safe.`, "--promise", "+30m");
  const code = String(opened["code"]);
  expect(await json("incidents", "post", code, "--state", "identified", "--body", "A certificate expired.")).toMatchObject({ version: 2 });
  expect(await json("incidents", "list")).toMatchObject([{ code, state: "identified", impact: "major" }]);
  const resolved = await candor("incidents", "resolve", code, "--body", "It is over.");
  expect(resolved).toMatchObject({ code: 0, output: expect.stringContaining(`code        ${code}`) });
  expect(await json("incidents", "show", code)).toMatchObject({ state: "resolved", updates: [{ body: "It is over." }, {}, { notes: [{ customerId: acme.id, body: "Your terminals = safe." }] }] });
  expect((await candor("incidents", "list", "--state", "resolved")).output).toMatch(new RegExp(`^id +code +state.*\n.* ${code} +resolved .*Card payments fail\n$`));
  expect((await database.db.read.select().from(promises))[0]?.dueAt).toBeGreaterThan(now());
  expect((await database.db.read.select({ by: auditEntries.actorId }).from(auditEntries)).map((row) => row.by)).toEqual(["candor incidents open", "candor incidents post_update", "candor incidents post_update"]);
});

test("work is planned, begun and completed; components are changed, customers added, readers listed", patient, async () => {
  await setStage(database.db);
  const planned = await json("maintenance", "plan", "--title", "New switches", "--body", "Nobody should notice.", "--from", "+2d", "--until", "+3d", "--component", payouts.id);
  const code = String(planned["code"]);
  await json("maintenance", "start", code, "--quiet");
  expect(await json("maintenance", "complete", code)).toMatchObject({ state: "completed" });
  expect(await json("maintenance", "list", "--state", "over")).toMatchObject([{ code }]);
  expect(await json("components", "set", payouts.id, "--name", "Money out", "--group", "")).toMatchObject({ name: "Money out", groupId: null, visibility: "public" });
  expect(await json("customers", "add", "--name", "Hooli", "--slug", "hooli", "--tier", "gold")).toMatchObject({ slug: "hooli", timeZone: "UTC" });
  const [components, customers, subscribers, deliveries, file] = await Promise.all([json("components", "list"), json("customers", "list", "--search", "hoo"), json("subscribers", "list"), json("deliveries", "list", "--state", "dead"), candor("subscribers", "export")]);
  expect(components.map((row) => row["name"])).toContain("Money out");
  expect([customers, subscribers, deliveries]).toMatchObject([[{ slug: "hooli" }], [{ address: "noc@stranger.example" }], [{ state: "dead" }]]);
  expect(file.output).toMatch(/^"email","customer",.*\r\n"noc@stranger\.example",/);
});

test("every operation of the API is called by its name", patient, async () => {
  await addCast(database.db);
  expect((await json("operations")).map((row) => row["id"])).toEqual(operations.map(({ id }) => id));
  const { code, output } = await candor("call", "customers.get", acme.id);
  expect([code, JSON.parse(output)]).toEqual([0, expect.objectContaining({ slug: acme.slug })]);
  expect((await candor("call", "groups.create", "--input", '{"name":"Reports"}')).code).toBe(0);
});

test("what cannot be done ends with 1, what is wrongly used with 2, and both say why", patient, async () => {
  await addCast(database.db);
  const mistakes: [args: string[], code: number, says: string][] = [
    [["incidents", "show", "nothing"], 1, "does not exist"],
    [["incidents", "open", "--title", "T"], 2, "--body"],
    [["incidents", "open", "--title", "T", "--body", "B", "--component", "cmp_nothing=broken"], 2, "components.0.state"],
    [["incidents", "lst"], 2, "lst"],
    [["call", "incidents.get"], 2, "needs: id"],
    [["call", "postmortems.save", "nothing", "--input", '{"baseVersion":0,"body":"B"}'], 2, "has an author"],
    [["call", "incidents.vanish"], 2, "candor operations"],
    [["call", "groups.create", "--input", "{"], 2, "not JSON"],
    [["mcp", "--allow-drafts"], 2, "--as"],
  ];
  const endings = await Promise.all(mistakes.map(([args]) => candor(...args)));
  expect(endings).toEqual(mistakes.map(([, code, says]) => ({ code, output: "", errors: expect.stringContaining(says) })));
  await savePublishingRules(asStaff(database.db, priya, now()), { isReviewNeeded: true, visibilities: ["public"], impacts: [] });
  expect(await candor("incidents", "open", "--title", "T", "--body", "B")).toMatchObject({ code: 1, errors: expect.stringContaining("second person") });
  expect(await database.db.read.select().from(incidents)).toEqual([]);
  expect((await candor("--help")).output).toMatch(/incidents[^]*maintenance[^]*components[^]*customers[^]*subscribers[^]*deliveries[^]*operations[^]*call[^]*mcp/);
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { customers } from "#db/schema/customers";
import { testNow } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { listActions, listCommands, listOtherWrites } from "#lib/testing/every-command/command-files";
import { listKeys, remembered, tryDoors } from "#lib/testing/every-command/doors";
import { everyCommand } from "#lib/testing/every-command/every-command";
import { changedBetween, readAll } from "#lib/testing/every-command/readings";
import { counters, type Scenario } from "#lib/testing/every-command/scenario";
import { setStage } from "#lib/testing/every-command/stage";
import { countersRaisedBy } from "#lib/testing/revisions";
import { changesAccess, type Fact } from "./record.ts";

const database = testDatabase();

// The gates go by the clock of the machine: here it stands still at the cast's moment.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: testNow }));
afterEach(() => void vi.useRealTimers());

describe("every command raises the revisions of those who read something else, and of nobody else", () => {
  test.each(everyCommand.map((scenario) => ({ name: [scenario.command, scenario.when].filter(Boolean).join(", "), scenario })))("$name", async ({ scenario }) => {
    const played = await play(scenario);
    expect(played.changed.filter((audience) => !isNews(audience, played.raised)), "read something else, and would be given the old words").toEqual([]);
    expect(played.raised).toEqual(scenario.raises.toSorted());
    expect(played.raised.filter((counter) => !isNeeded(counter, played.changed)), "are made anew for nothing").toEqual(scenario.unneeded ?? []);
    expect(played.shut).toEqual(scenario.shuts ?? []);
    expect(scenario.because !== undefined, "a reason is given exactly where nothing is raised, or too much").toBe(scenario.raises.length === 0 || scenario.unneeded !== undefined);
  });
});

async function play(scenario: Scenario) {
  const { db } = database;
  const stage = await setStage(db);
  const act = await scenario.act(stage);
  const [readings, keys, doors, facts, known] = [await readAll(db, scenario), await listKeys(db), await tryDoors(db), await listFacts(), await listCustomers()];
  const raisedKeys = await countersRaisedBy(db, act);
  // A customer that is made has an id nobody can know before.
  const rename = (audience: string) => (audience.startsWith("customer:") && !known.has(audience) ? counters.newcomer : audience);
  const [keysAfter, truth, memory] = [await listKeys(db), await tryDoors(db), await remembered(db, doors.readers)];
  expect(staleIn(memory, truth.let), "are let in as if nothing had happened").toEqual([]);
  const isLockChanged = keys.some((key) => !keysAfter.includes(key));
  // A row that came new opens something; one that is gone or reads otherwise may have shut something.
  expect(isLockChanged && !raisedKeys.includes(counters.access), "took a key away, or changed what one opens, and told nobody").toBe(false);
  const recorded = (await listFacts()).slice(facts.length);
  expect(raisedKeys.includes(counters.access)).toBe(recorded.some((action) => changesAccess(action as Fact["action"])));
  const shut = [...doors.let].filter(([door, customer]) => customer !== null && truth.let.get(door) === null).map(([door]) => door);
  return { shut, raised: raisedKeys.map(rename).sort(), changed: changedBetween(readings, await readAll(db, scenario)).map(rename) };
}

// Of a customer that was not there nothing can be kept.
function isNews(audience: string, raised: readonly string[]): boolean {
  return raised.includes(counters.everybody) || raised.includes(audience) || audience === counters.newcomer;
}

// Staff's pages are never kept: what else the console lists is not compared.
function isNeeded(counter: string, changed: readonly string[]): boolean {
  if (counter === counters.access || counter === counters.staff) return true;
  return changed.includes(counter === counters.everybody ? "public" : counter);
}

function staleIn(memory: ReadonlyMap<string, unknown>, truth: ReadonlyMap<string, unknown>): string[] {
  return [...memory].filter(([door, customer]) => customer !== null && JSON.stringify(customer) !== JSON.stringify(truth.get(door))).map(([door]) => door);
}

async function listFacts(): Promise<string[]> {
  return (await database.db.read.select({ id: auditEntries.id, action: auditEntries.action }).from(auditEntries).orderBy(auditEntries.id)).map(({ action }) => action);
}

async function listCustomers(): Promise<Set<string>> {
  return new Set((await database.db.read.select({ id: customers.id }).from(customers)).map(({ id }) => `customer:${id}`));
}

describe("nothing is forgotten", () => {
  test("every command and every job has a line of its own", () => {
    const listed = new Set(everyCommand.map(({ command }) => command));
    const commands = listCommands();
    expect(commands.filter((command) => !listed.has(command)), "say in lib/testing/every-command what these raise").toEqual([]);
    expect([...listed].filter((command) => !commands.includes(command)), "there is no such command any more").toEqual([]);
  });

  test("nobody else writes what readers or gates read, but into a portal that is empty", () => {
    const { "db/seed/demo/seed.ts": seeded, ...others } = listOtherWrites();
    expect(seeded).toContain("memberships");
    expect(others).toEqual({
      "lib/audit/record.ts": ["audienceRevisions", "auditEntries"],
      // Of people it notes when their address was proven, which no gate asks.
      "lib/people/auth-adapter.ts": ["people", "verificationTokens"],
      "lib/platform/outbox.ts": ["outbox"],
      "lib/platform/rate-limit.ts": ["rateLimits"],
      "lib/worker/rounds.ts": ["settings"],
    });
  });

  test("of the facts about access only those that open a door leave the others as they are", () => {
    const isAboutAccess = (action: string) => changesAccess(`${action.split(".")[0]}.anything` as Fact["action"]);
    const facts = listActions();
    expect(facts).toContain("session.revoked");
    expect(facts.filter((action) => isAboutAccess(action) && !changesAccess(action as Fact["action"]))).toEqual(["customer.created", "embed.created", "feed.created", "host.added", "session.started"]);
  });
});

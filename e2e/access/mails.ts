import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { people, staffMembers } from "#db/schema/access";
import { deliveries, mailboxMessages } from "#db/schema/delivery";
import { signLink } from "#lib/platform/signed-link";
import type { Run } from "./run.ts";

/** What left by mail, and what was written to the log. */
export function mails(run: Run): void {
  it("every mail holds the words of its reader's audience and of no other", async () => {
    const { world } = run;
    const rows = await world.db.read.select().from(deliveries).leftJoin(mailboxMessages, eq(mailboxMessages.deliveryId, deliveries.id));
    const team = new Set((await world.db.read.select({ email: people.email }).from(staffMembers).innerJoin(people, eq(people.id, staffMembers.personId))).map(({ email }) => email));
    const problems = rows.flatMap(({ deliveries: delivery, mailbox_messages: letter }) =>
      world.canaries.foreignIn(JSON.stringify([delivery.message, letter]), team.has(delivery.address) ? ofTeam : readersOf(run, delivery)).map(({ what }) => `the mail to ${delivery.subscriberId ?? delivery.address} says ${what}`),
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(problems).toEqual([]);
  });

  it("every private word of an incident reaches somebody it is for", () => {
    const { canaries } = run.world;
    const awaited = canaries.list().filter(({ what, readers }) => /^(second update|second note|title) (of|for) (?!the maintenance)/.test(what) && !readers.includes("public"));
    expect(awaited.length).toBeGreaterThan(20);
    expect(awaited.filter((canary) => !canaries.seen.has(canary)).map(({ what }) => what)).toEqual([]);
  });

  it("the log holds nobody's address, name, token or words", () => {
    const { sessions, feeds, subscribers } = run.world.people;
    const doors = [...Object.values(sessions), ...Object.values(feeds)].map(({ token }) => token).concat(signLink("manage", { id: subscribers.B, version: 1 }));
    expect(run.portal.log()).toContain("/history");
    expect(doors.filter((token) => run.portal.log().includes(token))).toEqual([]);
    // Ids, codes and slugs say where a request went; they open nothing.
    const said = run.world.canaries.foreignIn(run.portal.log(), ["public"]).map(({ what }) => what);
    expect(said.filter((what) => !/\b(id|code|slug|membership)\b/.test(what))).toEqual([]);
  });
}

/** Whom a mail to one of the team may name: staff know all there is of their portal. */
const ofTeam = ["public", "A", "A.owner", "B", "B.owner", "staff"];

function readersOf({ world }: Run, delivery: { customerId: string | null; subscriberId: string | null }): string[] {
  const { customers } = world.company;
  const key = delivery.customerId === customers.A.id ? "A" : delivery.customerId === customers.B.id ? "B" : null;
  return key ? ["public", key, `holder:${key}`, `person:owner of ${key}`] : ["public", delivery.subscriberId === world.people.subscribers.pending ? "holder:pending" : "holder:active"];
}

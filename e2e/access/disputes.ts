import { mintContext } from "#lib/access/context";
import { memberPermissions } from "#lib/access/permissions";
import type { Db } from "#db/open";
import { answerImpactDispute, disputeImpact } from "#lib/impact/commands/disputes";
import type { Canaries } from "./canaries.ts";
import type { Company } from "./company.ts";
import type { People } from "./people.ts";

interface Place {
  db: Db;
  canaries: Canaries;
  company: Company;
  people: People;
  now: number;
}

/** A and B each say about the same incident that its figures look wrong; A is answered, B waits. */
export async function addDisputes({ db, canaries, company, people, now }: Place, { code }: { code: string }): Promise<Record<"A" | "B", string>> {
  const made = { A: "", B: "" };
  for (const of of ["A", "B"] as const) {
    const words = (what: string) => canaries.make(`${what} of ${of}'s dispute`, [of, "staff"]);
    const member = people.sessions[`owner of ${of}`]?.personId ?? "";
    const ctx = mintContext({ db, now: now - 60_000, actor: { kind: "person", personId: member, name: `Owner ${words("name")}` }, audience: { kind: "customer", customerId: company.customers[of].id }, permissions: memberPermissions.owner, requestId: "world" });
    made[of] = await disputeImpact(ctx, { code, words: `We saw ${words("words")}`, failed: 912 });
    if (of === "A") await answerImpactDispute(people.context(db, { role: "manager", at: now }), { id: code, dispute: made.A, words: `Answer ${words("answer")}`, failed: null });
  }
  return made;
}

import type { Actor } from "../../access/terms.ts";

/** Who does it, where only a person can. */
export function personOf({ actor }: { actor: Actor }): string {
  if (actor.kind !== "person") throw new Error("Only a person does this here.");
  return actor.personId;
}

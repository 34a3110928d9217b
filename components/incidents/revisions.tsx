import { say } from "#lib/language/rules/say";
import type { SeenUpdate } from "#lib/incidents/rules/timeline";
import type { Revision } from "./timeline.tsx";

/** Everything an update said before it was edited, newest first: its common words, and the notes that its reader may see, also those taken away. */
export function revisionsOf({ id, earlier, notes, removedNotes }: Pick<SeenUpdate, "id" | "earlier" | "notes" | "removedNotes">, nameOf: (customerId: string) => string): Revision[] {
  const ofNotes = [...notes, ...removedNotes].flatMap(({ customerId, earlier: wordings }) =>
    wordings.map(({ body, replacedAt }) => ({ at: replacedAt, body: body === "" ? say("There was no note yet.") : body, noteFor: nameOf(customerId) })),
  );
  const all = [...earlier.map(({ body, replacedAt }) => ({ at: replacedAt, body })), ...ofNotes];
  return all.toSorted((a, b) => b.at - a.at).map((revision, index) => ({ id: `${id}-${index}`, ...revision }));
}

/** The groups of operations, in the order of the reference. */
export const groups = [
  { name: "Incidents", about: "What is wrong, what was said of it, drafts of what will be said, and post-mortems with what will be done." },
  { name: "Maintenance", about: "Planned work: single windows and series." },
  { name: "Announcements", about: "News that is no outage, with a begin and an end." },
  { name: "Templates", about: "Words and choices that a composer is filled with." },
  { name: "Components", about: "The parts of the service and their groups. Their states follow from incidents and maintenance." },
  { name: "Customers", about: "Tenants: what they use, their journeys and their members." },
  { name: "Subscribers", about: "Who hears of what." },
  { name: "Deliveries", about: "One message to one reader, with every attempt." },
] as const;
export type GroupName = (typeof groups)[number]["name"];

/** How long the answer to a write is kept under the caller's name for it. */
export const answersKeptMs = 86_400_000;

/** One line of a table of fields. */
export interface FieldRow {
  /** What stands inside a list or an object follows it: `notes[].body`. */
  name: string;
  type: string;
  isRequired: boolean;
  about: string;
}

export interface ReferenceOperation {
  id: string;
  method: "GET" | "POST";
  path: string;
  scope: string;
  summary: string;
  about: string;
  input: FieldRow[];
  status: number;
  answer: FieldRow[];
  /** A thing with a name of its own that the answer is, or lists. */
  answerName: string | null;
  /** The least that can be sent. */
  example: string;
}

export interface ReferenceGroup {
  name: string;
  about: string;
  operations: ReferenceOperation[];
}

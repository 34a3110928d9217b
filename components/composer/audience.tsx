/** Who will see and hear a post; the answer of the preview route to `view=audience`. */
export type Audience = {
  isPublic: boolean;
  /** What to say while no customer sees it, where that is not what its author means. */
  nobody?: string;
  /** A second person has to agree before readers see it. */
  needsApproval?: boolean;
  /** When it is published, as its author reads it, where that is not at once. */
  later?: string;
  /** By name, in order. */
  customers: readonly string[];
  channels: readonly { channel: string; people: number }[];
};

/** The words on the button: what it does, to whom. */
export function publishLabel({ isPublic, nobody, needsApproval, later, customers, channels }: Audience): string {
  if (needsApproval) return "Ask for approval";
  if (later !== undefined) return `Publish ${later}`;
  const people = countPeople(channels);
  const told = people === 0 ? [] : [counted(people, "person", "people")];
  if (isPublic) return `Publish to ${["everyone", ...told.map((words) => `tell ${words}`)].join(", ")}`;
  if (customers.length === 0) return nobody === undefined ? "Post for staff only" : "Publish";
  return `Publish to ${[counted(customers.length, "customer", "customers"), ...told].join(" and ")}`;
}

export function countPeople(channels: Audience["channels"]): number {
  return channels.reduce((sum, { people }) => sum + people, 0);
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

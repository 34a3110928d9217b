/** What may stand in a template's words, and what it stands for once it is used. */
export const templateVariables: Record<string, string> = {
  component: "the components that get a state, by name",
  customer: "the customer a note is for; in notes only",
  started: "when the incident began",
  now: "when it is published",
  next_update: "when the next update is promised for",
  window: "from when until when the planned work lasts",
};

/** Why a variable may not stand in a template's words; null where it may. Title and body are read by all. */
export function refusedVariable(name: string): string | null {
  if (name === "customer") return "{{customer}} cannot stand in words for all: they would tell one customer of another. Write it in a customer’s note when you post.";
  if (name in templateVariables) return null;
  const known = Object.keys(templateVariables).filter((each) => each !== "customer").map((each) => `{{${each}}}`);
  return `There is no {{${name}}}. Known are ${known.join(", ")}.`;
}

/** Commands name what is wrong by the fields of the console's forms; programs know their own. */
const names: Readonly<Record<string, string>> = {
  promiseAt: "promiseDueAt",
  postmortemAt: "postmortemDueAt",
  customers: "customerIds",
  starts: "scheduledFor",
  ends: "scheduledUntil",
  asks: "asksUntil",
  audience: "customerId",
  version: "baseVersion",
};

export function fieldsForPrograms(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, sentence]) => [nameOf(name), sentence]));
}

function nameOf(field: string): string {
  if (field.startsWith("note:")) return "notes";
  if (field.startsWith("component:")) return "components";
  return names[field] ?? field;
}

export interface Difference<T> {
  create: T[];
  change: { before: T; after: T }[];
  skip: T[];
}

/** What an import has to do so that what is stored becomes what was read. Nothing that is stored is ever removed. */
export function differ<T extends { externalId: string }>(planned: readonly T[], stored: readonly T[]): Difference<T> {
  const known = new Map(stored.map((one) => [one.externalId, one]));
  const difference: Difference<T> = { create: [], change: [], skip: [] };
  for (const after of planned) {
    const before = known.get(after.externalId);
    if (!before) difference.create.push(after);
    else if (canonical(before) === canonical(after)) difference.skip.push(after);
    else difference.change.push({ before, after });
  }
  return difference;
}

/** The names of the fields that two versions of a thing differ in, for the report. */
export function changedFields<T extends object>(before: T, after: T): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const valueOf = (one: T, name: string) => canonical(Object.entries(one).find(([key]) => key === name)?.[1]);
  return [...names].filter((name) => valueOf(before, name) !== valueOf(after, name)).toSorted();
}

/** JSON whose keys are in order, so that two equal values are one text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }) ?? "undefined";
}

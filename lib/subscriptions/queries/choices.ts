import type { Context } from "#lib/access/context";
import { loadKnownComponents } from "#lib/status/queries/scope";

/** The components an audience may choose from, in groups, under its own names: for a customer those it uses. */
export async function listChoices(ctx: Context): Promise<{ name: string; components: { id: string; name: string }[] }[]> {
  const known = [...(await loadKnownComponents(ctx)).values()].filter((component) => component.isUsed && !component.isArchived);
  const groups = Map.groupBy(known, (component) => component.groupName ?? "Other");
  return [...groups].map(([name, components]) => ({ name, components: components.map((component) => ({ id: component.id, name: component.name })) }));
}

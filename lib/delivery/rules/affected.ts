import type { ComponentState } from "../../catalog/terms.ts";

interface Impact {
  component: string;
  state: ComponentState;
  from: number;
  until: number | null;
}

/** Each component an incident touched, with its state at a moment: operational where its impact had ended by then. In the order given. */
export function worstAtPost(impacts: readonly Impact[], at: number): { name: string; state: ComponentState }[] {
  const names = [...new Set(impacts.filter((impact) => impact.from <= at).map((impact) => impact.component))];
  return names.map((name) => {
    const now = impacts.find((impact) => impact.component === name && impact.from <= at && (impact.until === null || impact.until > at));
    return { name, state: now?.state ?? "operational" };
  });
}

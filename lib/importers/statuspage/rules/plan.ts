import { collect } from "./collect.ts";
import { planComponents } from "./components.ts";
import { planIncident } from "./incidents.ts";
import { planMaintenance } from "./maintenances.ts";
import type { ImportPlan, Remark, SourceFile } from "../../history/rules/planned.ts";

/** What a set of answers of Statuspage's public API comes to. The order of the files does not matter. */
export function planImport(files: readonly SourceFile[]): ImportPlan {
  const found = collect(files);
  const notes: Remark[] = [];
  const planned = [...found.incidents.values()].toSorted((a, b) => a.incident.created_at - b.incident.created_at || (a.incident.id < b.incident.id ? -1 : 1));
  return {
    pages: [...found.pages.values()],
    ...planComponents(found),
    incidents: planned.filter((one) => !one.isMaintenance).map((one) => planIncident(one, notes)),
    maintenances: planned.filter((one) => one.isMaintenance).map((one) => planMaintenance(one, notes)),
    announcements: [],
    problems: found.problems,
    notes,
  };
}

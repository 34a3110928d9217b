import type { Operation, Params } from "./operation.ts";
import { announcementOperations } from "./operations/announcements.ts";
import { componentOperations } from "./operations/components.ts";
import { customerOperations } from "./operations/customers.ts";
import { deliveryOperations } from "./operations/deliveries.ts";
import { draftOperations } from "./operations/drafts.ts";
import { incidentVerbOperations } from "./operations/incident-verbs.ts";
import { incidentOperations } from "./operations/incidents.ts";
import { maintenanceOperations } from "./operations/maintenance.ts";
import { postmortemOperations } from "./operations/postmortems.ts";
import { seriesOperations } from "./operations/series.ts";
import { subscriberOperations } from "./operations/subscribers.ts";
import { templateOperations } from "./operations/templates.ts";

/** Everything a program may ask for. */
export const operations: readonly Operation[] = [
  ...incidentOperations,
  ...incidentVerbOperations,
  ...postmortemOperations,
  ...draftOperations,
  ...maintenanceOperations,
  ...seriesOperations,
  ...announcementOperations,
  ...templateOperations,
  ...componentOperations,
  ...customerOperations,
  ...subscriberOperations,
  ...deliveryOperations,
];

const routes = operations.map((operation) => ({ operation, parts: operation.path.slice(1).split("/") }));
const wellFormed = /^[A-Za-z0-9_.-]{1,80}$/;

export interface Match {
  operation: Operation;
  params: Params;
}

/** The operations at a path, by method: a literal part wins over a parameter. */
export function matchPath(path: readonly string[]): Match[] {
  const fitting = routes.filter(({ parts }) => parts.length === path.length && parts.every((part, index) => (isParam(part) ? wellFormed.test(path[index] ?? "") : part === path[index])));
  const least = Math.min(...fitting.map(({ operation }) => operation.params.length));
  return fitting
    .filter(({ operation }) => operation.params.length === least)
    .map(({ operation, parts }) => ({ operation, params: Object.fromEntries(parts.flatMap((part, index) => (isParam(part) ? [[part.slice(1, -1), path[index] ?? ""]] : []))) }));
}

function isParam(part: string): boolean {
  return part.startsWith("{");
}

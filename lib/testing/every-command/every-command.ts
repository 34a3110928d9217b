import { accessScenarios } from "./access.ts";
import { catalogScenarios } from "./catalog.ts";
import { customerScenarios } from "./customers.ts";
import { deliveryScenarios } from "./delivery.ts";
import { embedScenarios } from "./embeds.ts";
import { importerScenarios } from "./importers.ts";
import { incidentScenarios } from "./incidents.ts";
import { peopleScenarios } from "./people.ts";
import type { Scenario } from "./scenario.ts";
import { subscriptionScenarios } from "./subscriptions.ts";

/** What every command does to whom. A command without a line here fails its test by name. */
export const everyCommand: readonly Scenario[] = [
  ...accessScenarios,
  ...catalogScenarios,
  ...customerScenarios,
  ...deliveryScenarios,
  ...embedScenarios,
  ...importerScenarios,
  ...incidentScenarios,
  ...peopleScenarios,
  ...subscriptionScenarios,
];

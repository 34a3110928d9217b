import { accessScenarios } from "./access.ts";
import { bounceScenarios } from "./bounces.ts";
import { announcementAndTemplateScenarios } from "./announcements.ts";
import { catalogScenarios } from "./catalog.ts";
import { customerScenarios } from "./customers.ts";
import { deliveryScenarios } from "./delivery.ts";
import { embedScenarios } from "./embeds.ts";
import { importerScenarios } from "./importers.ts";
import { incidentVerbScenarios } from "./incident-verbs.ts";
import { incidentScenarios } from "./incidents.ts";
import { maintenanceScenarios } from "./maintenance.ts";
import { peopleScenarios } from "./people.ts";
import type { Scenario } from "./scenario.ts";
import { sloScenarios } from "./slos.ts";
import { subscriptionScenarios } from "./subscriptions.ts";
import { timelineScenarios } from "./timelines.ts";

/** What every command does to whom. A command without a line here fails its test by name. */
export const everyCommand: readonly Scenario[] = [
  ...accessScenarios,
  ...bounceScenarios,
  ...announcementAndTemplateScenarios,
  ...catalogScenarios,
  ...customerScenarios,
  ...deliveryScenarios,
  ...embedScenarios,
  ...importerScenarios,
  ...incidentScenarios,
  ...incidentVerbScenarios,
  ...maintenanceScenarios,
  ...peopleScenarios,
  ...sloScenarios,
  ...subscriptionScenarios,
  ...timelineScenarios,
];

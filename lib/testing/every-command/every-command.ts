import { accessScenarios } from "./access.ts";
import { bounceScenarios } from "./bounces.ts";
import { announcementAndTemplateScenarios } from "./announcements.ts";
import { brandingScenarios } from "./branding.ts";
import { catalogScenarios } from "./catalog.ts";
import { customerScenarios } from "./customers.ts";
import { deliveryScenarios } from "./delivery.ts";
import { embedScenarios } from "./embeds.ts";
import { hostScenarios } from "./hosts.ts";
import { impactScenarios } from "./impact.ts";
import { importerScenarios } from "./importers.ts";
import { incidentVerbScenarios } from "./incident-verbs.ts";
import { incidentScenarios } from "./incidents.ts";
import { keyScenarios } from "./keys.ts";
import { maintenanceScenarios } from "./maintenance.ts";
import { peopleScenarios } from "./people.ts";
import { reportScenarios } from "./reports.ts";
import type { Scenario } from "./scenario.ts";
import { sloScenarios } from "./slos.ts";
import { subscriptionScenarios } from "./subscriptions.ts";
import { timelineScenarios } from "./timelines.ts";

/** What every command does to whom. A command without a line here fails its test by name. */
export const everyCommand: readonly Scenario[] = [
  ...accessScenarios,
  ...bounceScenarios,
  ...announcementAndTemplateScenarios,
  ...brandingScenarios,
  ...catalogScenarios,
  ...customerScenarios,
  ...deliveryScenarios,
  ...embedScenarios,
  ...hostScenarios,
  ...impactScenarios,
  ...importerScenarios,
  ...incidentScenarios,
  ...incidentVerbScenarios,
  ...keyScenarios,
  ...maintenanceScenarios,
  ...peopleScenarios,
  ...reportScenarios,
  ...sloScenarios,
  ...subscriptionScenarios,
  ...timelineScenarios,
];

import { savePortalBranding, saveCustomerBranding } from "#lib/branding/commands/save";
import { SaveBranding } from "#lib/branding/input";
import { acme, mira, priya, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";

const looks = SaveBranding.parse({ accentLight: "#2c55c9", footerText: "Northlight AB" });

export const brandingScenarios: readonly Scenario[] = [
  { command: "branding.savePortalBranding", act: ({ db }) => () => savePortalBranding(asStaff(db, priya, testNow), looks), raises: [raise.everybody] },
  { command: "branding.saveCustomerBranding", act: ({ db }) => () => saveCustomerBranding(asStaff(db, mira, testNow), { ...looks, id: acme.id }), raises: [raise.acme, raise.staff] },
];

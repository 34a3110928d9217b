import { createEmbed, revokeEmbed } from "#lib/embeds/commands";
import { acme, anna } from "../cast.ts";
import { asMember } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import { embed } from "./stage.ts";

export const embedScenarios: readonly Scenario[] = [
  { command: "embeds.createEmbed", act: ({ db }) => () => createEmbed(asMember(db, anna), { personId: anna.id, customerId: acme.id, label: "Partner portal", origins: "https://partners.acme.example" }), raises: [], because: "it only opens a door: whoever was let in before still is" },
  { command: "embeds.revokeEmbed", act: ({ db }) => () => revokeEmbed(asMember(db, anna), { id: embed.id, customerId: acme.id }), raises: [raise.access], shuts: ["anybody at /embed/c/*"] },
];

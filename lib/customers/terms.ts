export const customerTiers = ["bronze", "silver", "gold"] as const;
export type CustomerTier = (typeof customerTiers)[number];

export { type Language, languages } from "../core/language.ts";

export const journeyCriticalities = ["critical", "important", "useful"] as const;
export type JourneyCriticality = (typeof journeyCriticalities)[number];

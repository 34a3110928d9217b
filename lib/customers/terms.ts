export const customerTiers = ["bronze", "silver", "gold"] as const;
export type CustomerTier = (typeof customerTiers)[number];

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

export const journeyCriticalities = ["critical", "important", "useful"] as const;
export type JourneyCriticality = (typeof journeyCriticalities)[number];

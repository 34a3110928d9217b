/** What a template fills in: a new incident, an update of one, planned work. */
export const templateKinds = ["incident", "update", "maintenance"] as const;
export type TemplateKind = (typeof templateKinds)[number];

export const templateKindLabels: Record<TemplateKind, string> = { incident: "New incident", update: "Update", maintenance: "Maintenance" };

import { DescriptionList } from "../ui/description-list.tsx";
import { type CustomerFields, languageLabels, tierLabels } from "./details-form.tsx";
import { criticalityLabels, type JourneyFields } from "./journeys.tsx";

export interface CustomerFactsProps {
  customer: CustomerFields;
  componentNames: readonly string[];
  journeys: readonly Pick<JourneyFields, "name" | "criticality">[];
  domains: readonly string[];
  issuer: string | null;
}

/** A customer for whoever may look but not change. */
export function CustomerFacts({ customer, componentNames, journeys, domains, issuer }: CustomerFactsProps) {
  const none = <span className="text-muted">None</span>;
  return (
    <DescriptionList
      facts={[
        { term: "Slug", value: customer.slug },
        { term: "Tier", value: tierLabels[customer.tier] },
        { term: "Time zone", value: customer.timeZone.replaceAll("_", " ") },
        { term: "Language", value: languageLabels[customer.language] },
        { term: "Components", value: componentNames.join(", ") || none },
        { term: "Journeys", value: journeys.map((journey) => `${journey.name} (${criticalityLabels[journey.criticality].toLowerCase()})`).join(", ") || none },
        { term: "Email domains", value: domains.join(", ") || none },
        { term: "Own sign-in", value: issuer ?? none },
      ]}
    />
  );
}

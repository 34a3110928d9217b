import type { ReactNode } from "react";

export type Fact = { term: string; value: ReactNode };

export function DescriptionList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[max-content_1fr] sm:gap-y-3">
      {facts.map((fact) => (
        <div key={fact.term} className="grid sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-muted">{fact.term}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

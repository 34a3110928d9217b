import { DisputeWords } from "#components/impact/disputes";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Table } from "#components/ui/table";
import { TextArea, TextInput } from "#components/ui/text-input";
import { TextLink } from "#components/ui/text-link";
import { textOf, type SentForm } from "#components/forms/fill";
import type { Context } from "#lib/access/context";
import { formatDuration } from "#lib/core/time";
import { type ImpactDispute, listImpactDisputes } from "#lib/impact/queries/disputes";
import { type CustomerImpact, listCustomerImpacts } from "#lib/impact/queries/impact";
import { sharePercent, wholeNumber } from "#lib/impact/rules/words";
import type { IncidentFacts } from "#lib/incidents/queries/facts";

const shownAtMost = 40;

/** What an incident did to each customer by its own counts, and what customers say about that. */
export async function CustomersImpact({ ctx, facts, form, zone }: { ctx: Context; facts: IncidentFacts; form: SentForm; zone: string }) {
  const disputes = await listImpactDisputes(ctx, facts.id);
  const { measured, unmeasured } = facts.endedAs === "false_alarm" ? { measured: [], unmeasured: 0 } : await listCustomerImpacts(ctx, facts.id);
  if (measured.length === 0 && disputes.length === 0) return null;
  const hit = measured.filter(({ impact }) => impact.failed > 0 || impact.affectedMs > 0);
  return (
    <Section id="impact" title="What it did to customers" className="max-w-portal">
      <p className="mb-3 max-w-prose text-sm text-muted">{summaryOf({ hit: hit.length, measured: measured.length, unmeasured })}</p>
      {hit.length > 0 && <Hit hit={hit.slice(0, shownAtMost)} code={facts.code} />}
      {hit.length > shownAtMost && <p className="mt-2 text-sm text-muted">and {hit.length - shownAtMost} more with fewer failures</p>}
      {disputes.length > 0 && <DisputeList {...{ disputes, facts, form, zone }} canAnswer={ctx.permissions.has("incidents.edit")} />}
    </Section>
  );
}

function summaryOf({ hit, measured, unmeasured }: { hit: number; measured: number; unmeasured: number }): string {
  const others = unmeasured === 0 ? "" : ` Of ${unmeasured} more who see it we have no measurement.`;
  return `${measured} ${measured === 1 ? "customer that sees this is" : "customers that see this are"} counted; ${hit === 0 ? "none" : hit} had more failures than normal.${others} Each reads its own line only.`;
}

function Hit({ hit, code }: { hit: readonly CustomerImpact[]; code: string }) {
  const columns = [{ key: "customer", label: "Customer" }, { key: "failed", label: "Failed beyond normal", isNumber: true }, { key: "share", label: "Of its requests", isNumber: true }, { key: "time", label: "Affected", isNumber: true, isHiddenOnPhone: true }, { key: "confidence", label: "Confidence", isHiddenOnPhone: true }];
  const rows = hit.map(({ customerId, slug, name, impact }) => ({
    id: customerId,
    cells: {
      customer: <TextLink href={`/c/${slug}/incidents/${code}#impact`} className="wrap-anywhere">{name}</TextLink>,
      failed: wholeNumber(impact.failed, "en"),
      share: impact.sharePpm === null ? "–" : sharePercent(impact.sharePpm, "en"),
      time: <span className="whitespace-nowrap">{impact.affectedMs === 0 ? "0 min" : formatDuration(impact.affectedMs)}</span>,
      confidence: { high: "High", medium: "Medium", low: "Low", none: "None" }[impact.confidence],
    },
  }));
  return <Table caption="Customers with more failures than normal, the hardest hit first" columns={columns} rows={rows} />;
}

interface ListProps {
  disputes: readonly ImpactDispute[];
  facts: IncidentFacts;
  form: SentForm;
  zone: string;
  canAnswer: boolean;
}

function DisputeList({ disputes, facts, form, zone, canAnswer }: ListProps) {
  return (
    <div className="mt-6">
      <h3 className="text-sm font-medium">Customers who see it differently</h3>
      <ul className="mt-3 grid gap-5 text-sm">
        {disputes.map((each) => (
          <li key={each.id} className="grid gap-2 border-s border-line ps-4">
            <p className="font-medium wrap-anywhere">{each.customer}</p>
            <DisputeWords dispute={each} zone={zone} />
            {canAnswer && each.answeredAt === null && <Answer dispute={each} facts={facts} form={form} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Answer({ dispute, facts, form }: { dispute: ImpactDispute; facts: IncidentFacts; form: SentForm }) {
  return (
    <form method="post" action={`/admin/incidents/${facts.code}/disputes/${dispute.id}/answer`} className="mt-2 grid max-w-prose gap-4">
      <TextArea id={`words-${dispute.id}`} name="words" label={`Answer to ${dispute.customer}`} hint="Everybody there who reads the incident sees it." rows={3} required maxLength={5_000} defaultValue={textOf(form, "words")} error={form.fields["words"]} />
      <TextInput id={`failed-${dispute.id}`} name="failed" label="Failed requests that you both go by" hint="Left empty where you found no figure together." inputMode="numeric" defaultValue={textOf(form, "failed")} error={form.fields["failed"]} />
      <div><Button look="primary">Answer</Button></div>
    </form>
  );
}

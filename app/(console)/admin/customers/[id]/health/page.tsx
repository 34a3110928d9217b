import type { Metadata } from "next";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { HealthSheet } from "#components/reports/health-sheet";
import { Tabs } from "#components/ui/tabs";
import { Span, Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { getCustomer } from "#lib/customers/queries/customers";
import { getHealth } from "#lib/reports/queries/health";
import type { HealthSpan } from "#lib/reports/rules/health";
import { healthSpans } from "#lib/reports/terms";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/admin/customers/[id]/health">;

const labels: Record<HealthSpan, string> = { "30d": "30 days", "90d": "90 days", quarter: "Last quarter" };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff();
  return { title: `Health of ${(await orNotFound(getCustomer(ctx, await params))).name}` };
}

/** For a talk with a customer: how it was served, on one page of paper. */
export default async function HealthPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff();
  const [{ id }, { days }] = [await params, await searchParams];
  const customer = await orNotFound(getCustomer(ctx, { id }));
  const span = healthSpans.find((each) => each === days) ?? "90d";
  const health = await getHealth(ctx, { customerId: customer.id, span });
  const { period, customer: { zone } } = health.document;
  const home = `/admin/customers/${customer.id}`;
  return (
    <>
      <div className="print:hidden"><Breadcrumb crumbs={[{ label: "Customers", href: "/admin/customers" }, { label: customer.name, href: home }, { label: "Health" }]} /></div>
      <div className="mt-3 print:mt-0"><PageTitle title={`${customer.name}: how it was served`} lead={<><Span from={period.from} until={period.until} zone={zone} />, in {zone}. The figures that the customer sees itself.</>} /></div>
      <div className="mt-5"><Tabs label="Days" tabs={healthSpans.map((each) => ({ label: labels[each], href: `${home}/health?days=${each}`, isCurrent: each === span }))} /></div>
      <HealthSheet health={health} />
      <p className="mt-8 text-xs text-muted print:mt-3">Read <Time at={ctx.now} zone={zone} show="full" />. It prints on one page.</p>
    </>
  );
}

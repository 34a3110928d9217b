import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { SloDocument } from "#components/slo/slo-document";
import { say } from "#lib/language/rules/say";
import { requireCustomer } from "#lib/access/gates";
import { listSloEntries } from "#lib/slo/queries/page";
import { readerOf } from "../reader.ts";

type Props = { params: Promise<{ customer: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `${say("Objectives")} · ${customer.name}`, description: say("What {customer} was promised, and what was measured.", { customer: customer.name }), alternates: { canonical: `${readerOf(customer).base}/slos` } };
}

export default async function CustomerSlosPage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  return (
    <PortalMain isLive>
      <div className="pt-10"><PageTitle title={say("Objectives")} lead={say("What we promised {customer}, what was measured, and how much may still fail.", { customer: customer.name })} /></div>
      <SloDocument entries={await listSloEntries(ctx, { months: 12, zone: customer.timeZone })} zone={customer.timeZone} base={readerOf(customer).base} now={ctx.now} />
    </PortalMain>
  );
}

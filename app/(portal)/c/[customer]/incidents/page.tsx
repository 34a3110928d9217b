import type { Metadata } from "next";
import { HistoryDocument } from "#components/incidents/history-document";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { requireCustomer } from "#lib/access/gates";
import { getHistory } from "#lib/status/queries/history";
import { readerOf } from "../reader.ts";

type Props = { params: Promise<{ customer: string }>; searchParams: Promise<{ before?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `Incidents · ${customer.name}`, description: `What ${customer.name} was told of incidents, and all planned work.`, alternates: { canonical: readerOf(customer).historyHref } };
}

export default async function CustomerIncidentsPage({ params, searchParams }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain isLive={cursor === undefined}>
      <div className="pt-10"><PageTitle title="Incidents" lead={`What ${customer.name} was told, and all planned work.`} /></div>
      <HistoryDocument view={await getHistory(ctx, { cursor })} reader={readerOf(customer)} isFirstPage={cursor === undefined} />
    </PortalMain>
  );
}

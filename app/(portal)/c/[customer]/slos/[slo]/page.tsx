import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { SloDetailDocument } from "#components/slo/slo-detail";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { listSpenders } from "#lib/impact/queries/spenders";
import { say } from "#lib/language/rules/say";
import { findSloDetail } from "#lib/slo/queries/detail";
import { findSloView } from "#lib/slo/queries/page";
import { addressOf } from "../../../../../addresses.ts";
import { readerOf } from "../../reader.ts";

type Props = { params: Promise<{ customer: string; slo: string }> };

const readView = sharedRead(findSloView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const view = await readView(ctx, (await params).slo);
  return view ? { title: `${view.slo.name} · ${customer.name}`, alternates: addressOf(`${readerOf(customer).base}/slos/${view.slo.id}`) } : {};
}

export default async function CustomerSloPage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const detail = await findSloDetail(ctx, { id: (await params).slo, zone: customer.timeZone });
  if (!detail) notFound();
  const spenders = await listSpenders(ctx, detail);
  const { base } = readerOf(customer);
  return (
    <PortalMain isLive>
      <div className="grid gap-3 pt-10">
        <Breadcrumb crumbs={[{ label: say("Objectives"), href: `${base}/slos` }, { label: detail.slo.name }]} />
        <PageTitle title={detail.slo.name} />
      </div>
      <SloDetailDocument detail={detail} spenders={spenders} zone={customer.timeZone} base={base} />
    </PortalMain>
  );
}

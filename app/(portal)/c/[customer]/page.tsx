import type { Metadata } from "next";
import { PortalMain } from "#components/layout/portal-footer";
import { StatusDocument } from "#components/status/status-document";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { getStatusView } from "#lib/status/queries/view";
import { addressOf } from "../../../addresses.ts";
import { readerOf } from "./reader.ts";

type Props = { params: Promise<{ customer: string }> };

const readStatus = sharedRead(getStatusView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { headline, recent } = await readStatus(ctx);
  return { title: `${headline.sentence} · ${customer.name}`, description: `${headline.sentence}. ${recent.sentence}.`, alternates: addressOf(readerOf(customer).base) };
}

export default async function CustomerStatusPage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  return <PortalMain isLive><StatusDocument view={await readStatus(ctx)} reader={readerOf(customer)} /></PortalMain>;
}

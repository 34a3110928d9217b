import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AnnouncementDocument, describeAnnouncement } from "#components/announcements/announcement-document";
import { PortalMain } from "#components/layout/portal-footer";
import { announcementHref } from "#components/status/reader";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { findAnnouncementView } from "#lib/status/queries/announcements";
import { addressOf } from "../../../../../addresses.ts";
import { readerOf } from "../../reader.ts";

type Props = { params: Promise<{ customer: string; code: string }> };

const readAnnouncement = sharedRead(findAnnouncementView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const view = await readAnnouncement(ctx, (await params).code);
  if (!view) return {};
  return { title: `${view.title} · ${customer.name}`, description: describeAnnouncement(view), alternates: addressOf(announcementHref(readerOf(customer), view.code)) };
}

export default async function CustomerAnnouncementPage({ params }: Props) {
  const { ctx } = await requireCustomer((await params).customer);
  const view = await readAnnouncement(ctx, (await params).code);
  if (!view) notFound();
  return <PortalMain isLive><AnnouncementDocument view={view} /></PortalMain>;
}

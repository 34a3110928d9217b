import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AnnouncementDocument, describeAnnouncement } from "#components/announcements/announcement-document";
import { PortalMain } from "#components/layout/portal-footer";
import { announcementHref } from "#components/status/reader";
import { requirePublic, sharedRead } from "#lib/access/gates";
import { findAnnouncementView } from "#lib/status/queries/announcements";
import { addressesOf } from "../../../addresses.ts";
import { publicReader } from "../../reader.ts";

type Props = { params: Promise<{ code: string }> };

const readAnnouncement = sharedRead(findAnnouncementView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await requirePublic();
  const view = await readAnnouncement(ctx, (await params).code);
  if (!view) return {};
  return { title: view.title, description: describeAnnouncement(view), alternates: addressesOf(announcementHref(publicReader, view.code)) };
}

export default async function AnnouncementPage({ params }: Props) {
  const ctx = await requirePublic();
  const view = await readAnnouncement(ctx, (await params).code);
  if (!view) notFound();
  return <PortalMain isLive><AnnouncementDocument view={view} /></PortalMain>;
}

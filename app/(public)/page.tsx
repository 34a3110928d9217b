import type { Metadata } from "next";
import { PortalMain } from "#components/layout/portal-footer";
import { StatusDocument } from "#components/status/status-document";
import { requirePublic, sharedRead } from "#lib/access/gates";
import { getStatusView } from "#lib/status/queries/view";
import { addressesOf } from "../addresses.ts";
import { feedLinks, publicReader } from "./reader.ts";

const readStatus = sharedRead(getStatusView);

export async function generateMetadata(): Promise<Metadata> {
  const ctx = await requirePublic();
  const { headline, recent } = await readStatus(ctx);
  return { title: headline.sentence, description: `${headline.sentence}. ${recent.sentence}.`, alternates: addressesOf("/", feedLinks()) };
}

export default async function StatusPage() {
  const ctx = await requirePublic();
  return <PortalMain isLive><StatusDocument view={await readStatus(ctx)} reader={publicReader} /></PortalMain>;
}

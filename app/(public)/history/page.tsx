import type { Metadata } from "next";
import { HistoryDocument } from "#components/incidents/history-document";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { requirePublic } from "#lib/access/gates";
import { getHistory } from "#lib/status/queries/history";
import { publicReader } from "../reader.ts";

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export const metadata: Metadata = {
  title: "History",
  description: "Every public incident and all planned work, as it was told, by month.",
  alternates: { canonical: "/history", types: { "application/rss+xml": "/history.rss" } },
};

export default async function HistoryPage({ searchParams }: Props) {
  const ctx = await requirePublic();
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title="History" lead="Every incident and all planned work, as it was told." /></div>
      <HistoryDocument view={await getHistory(ctx, { cursor })} reader={publicReader} isFirstPage={cursor === undefined} />
    </PortalMain>
  );
}

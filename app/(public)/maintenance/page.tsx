import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { MaintenanceList } from "#components/maintenance/maintenance-list";
import { requirePublic } from "#lib/access/gates";
import { getMaintenanceList } from "#lib/status/queries/maintenance-list";
import { addressesOf } from "../../addresses.ts";
import { publicReader } from "../reader.ts";

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  await requirePublic();
  return { title: say("Maintenance"), description: say("All planned work: what is under way, what comes and what is over."), alternates: addressesOf("/maintenance") };
}

export default async function MaintenancesPage({ searchParams }: Props) {
  const ctx = await requirePublic();
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain isLive={cursor === undefined}>
      <div className="pt-10"><PageTitle title={say("Maintenance")} lead={say("All planned work: what is under way, what comes and what is over.")} /></div>
      <MaintenanceList view={await getMaintenanceList(ctx, { cursor })} reader={publicReader} isFirstPage={cursor === undefined} />
    </PortalMain>
  );
}

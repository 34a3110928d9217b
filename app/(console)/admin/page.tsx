import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Pagination } from "#components/ui/tabs";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { countFailedDeliveries } from "#lib/delivery/queries/ledger";
import { listOpenIncidents } from "#lib/incidents/queries/console";
import { listDuties } from "#lib/incidents/queries/duties";
import { listDrafts, type DraftView } from "#lib/incidents/queries/drafts";
import { Duties } from "./duties.tsx";
import { IncidentTable } from "./incidents/incident-table.tsx";

export const metadata: Metadata = { title: "Console" };

const noDrafts = { rows: [], next: null };

/** What needs a person now, and nothing else. */
export default async function ConsoleHomePage({ searchParams }: PageProps<"/admin">) {
  const { ctx, signedIn } = await requireStaff();
  const { drafts: place, decided } = await searchParams;
  const cursor = typeof place === "string" ? place : undefined;
  const canPost = ctx.permissions.has("incidents.post");
  const [open, duties, drafts, failed] = await Promise.all([listOpenIncidents(ctx), listDuties(ctx), canPost ? listDrafts(ctx, { cursor }) : noDrafts, countFailedDeliveries(ctx)]);
  const zone = signedIn.timeZone ?? "UTC";
  // What has its time, or waits for a second person, stands above.
  const lying = drafts.rows.filter((draft) => !duties.some((duty) => duty.href === `/admin/drafts/${draft.id}`));
  const isQuiet = open.length + duties.length + lying.length + failed === 0 && cursor === undefined;
  return (
    <>
      <PageTitle title={isQuiet ? "Nothing needs you now" : "What needs you now"} actions={canPost && <LinkButton look="primary" href="/admin/incidents/new" className="lg:hidden">New incident</LinkButton>} />
      {decided === "approved" && <Notice kind="success" title="Approved" className="mt-8">It is published as its author’s, at once or at its time.</Notice>}
      {decided === "refused" && <Notice kind="success" title="Not approved" className="mt-8">Its author gets your comment by mail and has it as a draft.</Notice>}
      {isQuiet && <EmptyState title="No incident is open, no draft waits, every message arrived.">Open incidents stand here in the order in which their next update is due.</EmptyState>}
      {failed > 0 && <Notice kind="warning" title={`${failed.toLocaleString("en")} ${failed === 1 ? "message" : "messages"} did not arrive`} className="mt-8"><TextLink href="/admin/deliveries?state=dead">See why, and send again</TextLink></Notice>}
      {open.length > 0 && <Section id="open" title="Going on, next promise first" className="mt-8"><IncidentTable caption="Open incidents by promise" incidents={open} now={ctx.now} zone={zone} /></Section>}
      {duties.length > 0 && <Section id="duties" title="Waiting for somebody, soonest first"><Duties duties={duties} now={ctx.now} zone={zone} /></Section>}
      {(lying.length > 0 || cursor !== undefined) && (
        <Section id="drafts" title="Drafts">
          <Drafts drafts={lying} zone={zone} />
          <Pagination newerHref={cursor === undefined ? undefined : "/admin#drafts"} newerLabel="Newest" olderHref={drafts.next ? `/admin?drafts=${drafts.next}#drafts` : undefined} />
        </Section>
      )}
    </>
  );
}

function Drafts({ drafts, zone }: { drafts: readonly DraftView[]; zone: string }) {
  return (
    <ul className="border-t border-line text-sm">
      {drafts.map((draft) => (
        <li key={draft.id} className="grid gap-0.5 border-b border-line py-3">
          <a href={`/admin/drafts/${draft.id}`} className="font-medium hover:underline">{draft.content.title || "Without a title"}</a>
          <p className="text-xs text-muted">{draft.incidentTitle === null ? "New incident" : `Update to “${draft.incidentTitle}”`}, {draft.authorName}, <Time at={draft.updatedAt} zone={zone} show="dateTime" /></p>
          {draft.failure && <p className="text-xs font-medium text-danger-text">{draft.failure}</p>}
          {draft.publishAt !== null && <p className="text-xs text-muted">About to be published</p>}
        </li>
      ))}
    </ul>
  );
}

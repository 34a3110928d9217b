import { say, sayLasting, sayInside } from "#lib/language/rules/say";
import { maintenanceStateLabels } from "#lib/maintenance/terms";
import type { MaintenanceListView, MaintenanceSummary } from "#lib/status/terms";
import { HistoryItems, type HistoryItem } from "../incidents/history.tsx";
import { EmptyState } from "../layout/empty-state.tsx";
import { seriesWork, toWork } from "../status/planned-work.ts";
import { maintenanceHref, type Reader } from "../status/reader.tsx";
import { UpcomingMaintenance } from "../status/upcoming-maintenance.tsx";
import { Section } from "../ui/card.tsx";
import { Pagination } from "../ui/tabs.tsx";

interface ListProps {
  view: MaintenanceListView;
  reader: Reader;
  isFirstPage: boolean;
}

/** All planned work of one reader: under way, to come, over. */
export function MaintenanceList({ view, reader, isFirstPage }: ListProps) {
  const { underWay, upcoming, series, past, older, zone } = view;
  const home = `${reader.base}/maintenance`;
  return (
    <>
      {underWay.length > 0 && <Section id="under-way" title={say("Under way")}><UpcomingMaintenance work={underWay.map((work) => toWork(work, reader))} zone={zone} /></Section>}
      {isFirstPage && (
        <Section id="upcoming" title={say("Coming up")}>
          <UpcomingMaintenance work={[...upcoming.map((work) => toWork(work, reader)), ...series.map(seriesWork)].toSorted((a, b) => a.from - b.from)} zone={zone} empty={say("No work is planned. When some is, it stands here with its times.")} />
        </Section>
      )}
      <Section id="past" title={say("Over")}>
        {past.length > 0 ? <HistoryItems items={past.map((work) => toItem(work, reader))} zone={zone} /> : <Nothing isFirstPage={isFirstPage} />}
      </Section>
      <Pagination newerHref={isFirstPage ? undefined : home} newerLabel={say("Newest")} olderHref={older ? `${home}?before=${encodeURIComponent(older)}` : undefined} />
    </>
  );
}

function Nothing({ isFirstPage }: { isFirstPage: boolean }) {
  return isFirstPage ? <p className="text-sm text-muted">{say("No planned work is over yet.")}</p> : <EmptyState title={say("Nothing before that")}>{say("This is where the record begins.")}</EmptyState>;
}

function toItem(work: MaintenanceSummary, reader: Reader): HistoryItem {
  const { id, code, title, state, startedAt, completedAt, scheduledFor, scheduledUntil } = work;
  const lasted = state === "cancelled" ? "" : sayLasting((completedAt ?? scheduledUntil) - (startedAt ?? scheduledFor));
  return { id, href: maintenanceHref(reader, code), title, mark: state === "cancelled" ? "no_data" : "under_maintenance", stateWord: sayInside(maintenanceStateLabels[state]), startedAt: startedAt ?? scheduledFor, lasted };
}

import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { AskFirst } from "#components/forms/ask-first";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Notice } from "#components/layout/notice";
import { SeriesTimes } from "#components/maintenance/series-times";
import { Section } from "#components/ui/card";
import { Checkbox } from "#components/ui/choice";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { formatDuration } from "#lib/core/time";
import { visibilityLabels } from "#lib/incidents/terms";
import { getSeriesFacts } from "#lib/maintenance/queries/console-series";
import { orNotFound } from "../../../or-not-found.ts";
import { ChangeSeriesForm } from "./change.tsx";

type Props = PageProps<"/admin/maintenance/series/[id]">;

const saved: Record<string, string> = { changed: "The series goes on as you described it.", ended: "The series has ended. What was planned of it stands below." };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff();
  return { title: (await orNotFound(getSeriesFacts(ctx, (await params).id))).title };
}

export default async function SeriesPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const series = await orNotFound(getSeriesFacts(ctx, (await params).id));
  const [form, { saved: done, from }] = [await readForm(searchParams), await searchParams];
  const zone = signedIn.timeZone ?? "UTC";
  const base = `/admin/maintenance/series/${series.id}`;
  const isOver = series.endedAt !== null && series.endedAt <= ctx.now;
  const canPost = ctx.permissions.has("maintenance.post");
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Maintenance", href: "/admin/maintenance" }, { label: "Series", href: "/admin/maintenance?show=series" }, { label: series.title }]} />
      <div className="mt-3"><PageTitle title={series.title} lead={`Repeats ${series.repeats}, ${formatDuration(series.durationMs)} each. Seen by: ${visibilityLabels[series.row.visibility].toLowerCase()}. On the clock of ${series.row.timeZone}.`} /></div>
      <FormNotice sentence={form.sentence} saved={done} words={saved} />
      {series.endedAt !== null && <Notice className="mt-6" title={isOver ? "Ended" : "Ends"}>{isOver ? "Nothing more is planned of it. It ended " : "Nothing is planned of it after "}<Time at={series.endedAt} zone={zone} show="dateTime" />.</Notice>}
      <Section id="times" title="Next times"><SeriesTimes times={series.times} durationMs={series.durationMs} zone={zone} base={base} canPost={canPost && !isOver} now={ctx.now} /></Section>
      {canPost && !isOver && (
        <>
          <ChangeSeriesForm ctx={ctx} series={series} zone={zone} form={form} base={base} wantedFrom={typeof from === "string" ? Number(from) : null} />
          <Section id="end" title="End the series">
            <AskFirst ask="End this series" of="" action={`${base}/end`} label="End the series">
              <p>No further times are planned. Those planned already stay, unless you cancel them with it.</p>
              <input type="hidden" name="version" value={series.row.version} />
              <Checkbox name="cancelsPlanned" value="on" label="Cancel what is planned already, and tell readers" />
            </AskFirst>
          </Section>
        </>
      )}
    </>
  );
}

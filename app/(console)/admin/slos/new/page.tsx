import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { SloForm, TriedTable } from "#components/slo/slo-form";
import { readForm, requireStaff } from "#lib/access/gates";
import { SloForm as Form } from "#lib/slo/input";
import { listSliChoices, tryDefinition } from "#lib/slo/queries/console";

export const metadata: Metadata = { title: "New SLO" };

const blank = { name: "", slis: [], weights: {}, way: "", target: "99.9", window: "rolling:30", zone: "", method: "occurrences", sliceMinutes: "", sliceTarget: "", noData: "ignore", maintenance: "removed", minimumTraffic: "", observeDays: "" };

export default async function NewSloPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff("slos.manage");
  const [form, choices] = [await readForm(searchParams), await listSliChoices(ctx)];
  const tried = !form.sentence && form.values["tried"] === "yes" ? Form.safeParse(form.values) : null;
  const past = tried?.success ? await tryDefinition(ctx, tried.data) : null;
  return (
    <>
      <Breadcrumb crumbs={[{ label: "SLOs", href: "/admin/slos" }, { label: "New" }]} />
      <div className="mt-3"><PageTitle title="New SLO" lead="Say every rule of it: its customer reads them beside each figure." /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      {past && tried?.success && <TriedTable past={past} zone={signedIn.timeZone ?? "UTC"} method={tried.data.method} target={String(form.values["target"])} />}
      <div className="mt-8"><SloForm action="/admin/slos/create" tryAction="/admin/slos/try" label="Define it" saved={blank} choices={choices} form={form} backHref="/admin/slos" /></div>
    </>
  );
}

import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";
import { blankContent } from "#lib/incidents/rules/content";
import { Composer } from "../composer.tsx";

export const metadata: Metadata = { title: "New incident" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewIncidentPage({ searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("incidents.post");
  const form = await readForm(searchParams);
  return (
    <div className="grid gap-8">
      <PageTitle title="New incident" lead="Say what fails and for whom. Nothing is shown or sent before you publish." />
      <Composer ctx={ctx} zone={signedIn.timeZone ?? "UTC"} form={form} content={blankContent} incident={null} />
    </div>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { StatementBody } from "#components/reports/statement-document";
import { StatementFiles, StatementProof } from "#components/reports/statement-proof";
import { AfterRelease, Review } from "#components/reports/statement-review";
import { LinkButton } from "#components/ui/button";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { findStatement } from "#lib/reports/queries/statements";
import { periodWords } from "#lib/reports/rules/period";

export const metadata: Metadata = { title: "Statement" };

const savedWords: Record<string, string> = { drafted: "Made. Nobody but the team sees it before its release.", commented: "Saved.", remade: "Read again: these are the figures of now.", released: "Released. Its customer sees it, and whoever gets statements by mail hears of it.", amended: "These figures differ. Release it, and its customer sees both.", confirmed: "Confirmed." };

export default async function StatementPage({ params, searchParams }: PageProps<"/admin/statements/[id]">) {
  const { ctx, signedIn } = await requireStaff();
  const [found, form, { saved }] = [await findStatement(ctx, (await params).id), await readForm(searchParams), await searchParams];
  if (!found) notFound();
  const home = `/admin/statements/${found.id}`;
  const period = periodWords(found.document, { zone: found.zone, language: "en" });
  const zone = signedIn.timeZone ?? "UTC";
  const can = { manage: ctx.permissions.has("slos.manage"), confirm: ctx.permissions.has("customers.manage") };
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Statements", href: "/admin/statements" }, { label: `${found.customer}, ${period}` }]} />
      <div className="mt-3"><PageTitle title={`${found.customer}, ${period}`} lead={found.releasedAt === null ? <>A draft, read <Time at={found.madeAt} zone={zone} show="full" />. Nobody but the team sees it.</> : <>Released <Time at={found.releasedAt} zone={zone} show="full" />{found.releasedByName === "" ? ", by itself" : `, by ${found.releasedByName}`}.</>} actions={found.state === "draft" ? <LinkButton href={`${home}/files/draft.pdf`}>See it on paper</LinkButton> : <LinkButton look="quiet" href={`/c/${found.slug}/reports/${found.id}`}>As its customer reads it</LinkButton>} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      {found.state === "draft" ? <Review statement={found} home={home} form={form} can={can} zone={zone} /> : <AfterRelease statement={found} home={home} form={form} can={can} />}
      {found.state === "released" && <StatementFiles home={home} />}
      <StatementBody document={found.document} creditConfirmedAt={found.creditConfirmedAt} />
      {found.documentHash !== null && found.keyId !== null && found.number !== null && <StatementProof documentHash={found.documentHash} keyId={found.keyId} number={found.number} />}
    </>
  );
}

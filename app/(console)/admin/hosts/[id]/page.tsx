import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { HostRecords } from "#components/hosts/host-records";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { getHost, type HostDetails } from "#lib/hosts/queries/hosts";
import { graceMs } from "#lib/hosts/rules/names";
import { env, hostUrl } from "#lib/platform/env";
import { orNotFound } from "../../or-not-found.ts";

type Props = PageProps<"/admin/hosts/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("customers.manage");
  return { title: (await orNotFound(getHost(ctx, await params))).host };
}

export default async function HostPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("customers.manage");
  const host = await orNotFound(getHost(ctx, await params));
  const [form, { saved }] = [await readForm(searchParams), await searchParams];
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Domains", href: "/admin/hosts" }, { label: host.host }]} />
      <div className="mt-3"><PageTitle title={host.host} lead={`Shows ${host.customerName === null ? "the public page" : `the portal of ${host.customerName}`}`} actions={host.state === "verified" && <LinkButton href={hostUrl(host.host)}>Open it</LinkButton>} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ added: "Added. It shows nothing until its record is found." }} />
      <Standing host={host} zone={zone} />
      <Section id="records" title="Records to set">
        <HostRecords host={host.host} challenge={host.challenge} leadsTo={new URL(env.APP_URL).hostname} />
      </Section>
      {host.finding && host.finding.trouble === null && (
        <Section id="found" title="What DNS says">
          <ul className="grid gap-2 text-sm">
            <li>{host.finding.texts.length === 0 ? "There is no TXT record at that name." : <>TXT: <span className="font-mono text-xs wrap-anywhere">{host.finding.texts.join(" · ")}</span></>}</li>
            <li>{host.finding.leadsTo.length === 0 ? "The name leads nowhere yet." : <>It leads to <span className="font-mono text-xs wrap-anywhere">{host.finding.leadsTo.join(" · ")}</span>{host.finding.isLedHere ? ", which is this portal." : ". Behind a proxy that is right; else it should lead here."}</>}</li>
          </ul>
        </Section>
      )}
      <div className="mt-10 flex flex-wrap gap-3">
        <form method="post" action={`/admin/hosts/${host.id}/check`}><Button look="primary">Check now</Button></form>
        <form method="post" action={`/admin/hosts/${host.id}/remove`}><Button look="danger">Remove domain</Button></form>
      </div>
    </>
  );
}

function Standing({ host: { state, lostAt, checkedAt, finding }, zone }: { host: HostDetails; zone: string }) {
  const at = checkedAt === null ? null : <> Looked up <Time at={checkedAt} zone={zone} show="full" />.</>;
  if (finding?.trouble) return <Notice kind="error" className="mt-6" title="DNS could not be asked">{finding.trouble} Nothing has changed.{at}</Notice>;
  if (lostAt !== null) return <Notice kind="error" className="mt-6" title="The record is gone">It was not found since <Time at={lostAt} zone={zone} show="full" />. The name goes on until <Time at={lostAt + graceMs} zone={zone} show="full" />; set the record again before then.{at}</Notice>;
  if (state === "verified") return <Notice kind="success" className="mt-6" title="Verified">The portal answers under this name.{at}</Notice>;
  if (state === "failed") return <Notice kind="error" className="mt-6" title="The record was not found">Set the TXT record below where the domain’s DNS is managed, then check again. It can take an hour to be seen.{at}</Notice>;
  return <Notice className="mt-6" title="Not checked yet">Set the two records below, then check. It is also looked up every ten minutes.</Notice>;
}

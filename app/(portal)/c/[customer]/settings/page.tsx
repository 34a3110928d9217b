import type { Metadata } from "next";
import { AddMemberForm, countOf, MemberPages, MemberTable } from "#components/customers/members";
import { FormNotice } from "#components/forms/form-notice";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Section } from "#components/ui/card";
import { readForm, requireCustomer } from "#lib/access/gates";
import { say } from "#lib/language/rules/say";
import { listMembers } from "#lib/people/queries/people";
import { EmbedsSection } from "./embeds.tsx";

type Props = PageProps<"/c/[customer]/settings">;

const savedWords = () => ({ added: say("Added. An invitation is on its way."), removed: say("Removed. This person has no access any more."), embed_revoked: say("Revoked. Pages that still show it get nothing more.") });

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer, "customer.manage_members");
  return { title: `${say("Settings")} · ${customer.name}` };
}

export default async function SettingsPage({ params, searchParams }: Props) {
  const { ctx, customer, signedIn } = await requireCustomer((await params).customer, "customer.manage_members");
  const { saved, after, embed } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const [members, form] = [await listMembers(ctx, { customerId: customer.id, cursor }), await readForm(searchParams)];
  const home = `/c/${customer.slug}/settings`;
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title={say("Settings")} lead={say("Who sees the pages of {name}. You can change this because you are an owner.", { name: customer.name })} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords()} />
      <Section id="members" title={say("Members")} aside={countOf(members, cursor === null)}>
        <MemberTable members={members.rows} zone={customer.timeZone} ownId={signedIn.personId} removeAction={(member) => `${home}/members/${member}/remove`} />
        <MemberPages home={home} next={members.next} isFirstPage={cursor === null} />
      </Section>
      <Section id="add" title={say("Add somebody")}>
        <p className="mb-4 max-w-prose text-sm text-muted">{say("At one of your company’s own domains. Whoever is added gets an invitation by mail.")}</p>
        <AddMemberForm action={`${home}/members`} form={form} />
      </Section>
      <EmbedsSection ctx={ctx} customer={customer} form={form} made={embed} />
    </PortalMain>
  );
}

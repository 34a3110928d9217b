import type { Metadata } from "next";
import { CustomerFacts } from "#components/customers/customer-facts";
import { MemberPages, MemberTable } from "#components/customers/members";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { readForm, requireStaff } from "#lib/access/gates";
import { listComponentChoices } from "#lib/catalog/queries/components";
import { getCustomer, type CustomerDetails } from "#lib/customers/queries/customers";
import { listMembers } from "#lib/people/queries/people";
import { orNotFound } from "../../or-not-found.ts";
import { ManageCustomer } from "./manage.tsx";

type Props = PageProps<"/admin/customers/[id]">;

const savedWords: Record<string, string> = {
  created: "Created. Say now what it uses, and add its people.",
  details: "Saved.",
  components: "The components are saved. Its pages show them from now on.",
  journey: "The journey is saved.",
  "journey-deleted": "The journey is deleted.",
  "sign-in": "Saved. It counts from the next sign-in.",
  member: "Added. An invitation is on its way.",
  "member-removed": "Removed. This person has no access any more.",
  restored: "The customer is back, with its members.",
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff();
  return { title: (await orNotFound(getCustomer(ctx, await params))).name };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const customer = await orNotFound(getCustomer(ctx, await params));
  const { saved, after } = await searchParams;
  const cursor = typeof after === "string" ? after : null;
  const [choices, members, form] = [await listComponentChoices(ctx), await listMembers(ctx, { customerId: customer.id, cursor }), await readForm(searchParams)];
  const isArchived = customer.archivedAt !== null;
  const canManage = ctx.permissions.has("customers.manage");
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Customers", href: "/admin/customers" }, { label: customer.name }]} />
      <div className="mt-3"><PageTitle title={customer.name} actions={!isArchived && <><LinkButton href={`/admin/customers/${customer.id}/health`}>Health</LinkButton>{canManage && <LinkButton href={`/admin/customers/${customer.id}/branding`}>Logo and colours</LinkButton>}{canManage && <LinkButton href={`/admin/customers/${customer.id}/contract`}>Contract</LinkButton>}<LinkButton href={`/c/${customer.slug}`}>See its page</LinkButton></>} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      {isArchived && <Archived customer={customer} canManage={canManage} />}
      {canManage && !isArchived ? (
        <ManageCustomer customer={customer} choices={choices} members={members} isFirstPage={cursor === null} form={form} zone={zone} />
      ) : (
        <>
          <div className="mt-8"><CustomerFacts customer={customer} componentNames={choices.filter((choice) => customer.used.some((each) => each.componentId === choice.id)).map((choice) => choice.name)} journeys={customer.journeys} domains={customer.domains} issuer={customer.provider?.issuer ?? null} /></div>
          <Section id="members" title="Members"><MemberTable members={members.rows} zone={zone} showsLastSeen /><MemberPages home={`/admin/customers/${customer.id}`} next={members.next} isFirstPage={cursor === null} /></Section>
        </>
      )}
    </>
  );
}

function Archived({ customer, canManage }: { customer: CustomerDetails; canManage: boolean }) {
  return (
    <>
      <Notice className="mt-6" title="Archived">Nobody of this customer can open its pages, and no mail goes to them. What it was told stays on record.</Notice>
      {canManage && <form method="post" action={`/admin/customers/${customer.id}/restore`} className="mt-4"><Button>Bring back</Button></form>}
    </>
  );
}

import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { PageTitle } from "#components/layout/page-frame";
import { StaffTable } from "#components/people/staff-table";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Select } from "#components/ui/select";
import { TextInput } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import { listStaff } from "#lib/people/queries/people";
import { staffRoleOptions } from "#lib/people/rules";

export const metadata: Metadata = { title: "People" };

const savedWords: Record<string, string> = { added: "Added. An invitation is on its way.", role: "The role is changed.", removed: "Removed, and signed out of the console." };

export default async function PeoplePage({ searchParams }: PageProps<"/admin/people">) {
  const { ctx, signedIn } = await requireStaff("people.manage");
  const form = await readForm(searchParams);
  const { saved } = await searchParams;
  return (
    <>
      <PageTitle title="People" lead="Your team. A change of role, or a removal, counts from the person's next click." />
      {typeof saved === "string" && savedWords[saved] && <Notice kind="success" className="mt-6">{savedWords[saved]}</Notice>}
      {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
      <div className="mt-8"><StaffTable staff={await listStaff(ctx)} ownId={signedIn.personId} zone={signedIn.timeZone ?? "UTC"} /></div>
      <Section id="add" title="Add somebody">
        <form method="post" action="/admin/people/add" className="grid max-w-2xl items-start gap-4 sm:grid-cols-2">
          <TextInput id="name" label="Name" required defaultValue={String(form.values["name"] ?? "")} error={form.fields["name"]} />
          <TextInput id="email" type="email" label="Email address" required defaultValue={String(form.values["email"] ?? "")} error={form.fields["email"]} />
          <Select id="role" label="Role" options={staffRoleOptions} defaultValue={String(form.values["role"] ?? "responder")} error={form.fields["role"]} className="sm:col-span-2" />
          <div><Button look="primary">Add and invite</Button></div>
        </form>
      </Section>
    </>
  );
}

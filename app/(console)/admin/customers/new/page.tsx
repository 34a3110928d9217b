import type { Metadata } from "next";
import { DetailsForm } from "#components/customers/details-form";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";

export const metadata: Metadata = { title: "New customer" };

const blank = { name: "", slug: "", tier: "bronze", timeZone: "UTC", language: "en", version: 1 } as const;

export default async function NewCustomerPage({ searchParams }: PageProps<"/admin/customers/new">) {
  await requireStaff("customers.manage");
  const form = await readForm(searchParams);
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Customers", href: "/admin/customers" }, { label: "New" }]} />
      <div className="mt-3"><PageTitle title="New customer" lead="Components, journeys, members and sign-in follow on its page." /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><DetailsForm action="/admin/customers/create" label="Create customer" saved={blank} form={form} /></div>
    </>
  );
}

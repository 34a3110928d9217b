import type { Metadata } from "next";
import { BrandingForm } from "#components/branding/branding-form";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";
import { findBranding } from "#lib/branding/queries";
import { getCustomer } from "#lib/customers/queries/customers";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/admin/customers/[id]/branding">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("customers.manage");
  return { title: `Logo and colours · ${(await orNotFound(getCustomer(ctx, await params))).name}` };
}

export default async function CustomerBrandingPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("customers.manage");
  const customer = await orNotFound(getCustomer(ctx, await params));
  const [branding, form, { saved }] = [await findBranding(ctx, customer.id), await readForm(searchParams), await searchParams];
  const home = `/admin/customers/${customer.id}`;
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Customers", href: "/admin/customers" }, { label: customer.name, href: home }, { label: "Logo and colours" }]} />
      <div className="mt-3"><PageTitle title="Logo and colours" lead={`Of the pages and mails of ${customer.name}. What is left empty is as on the public page.`} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ branding: "Saved. Its pages show it now, its mails from the next one on." }} />
      <BrandingForm action={`${home}/branding/save`} branding={branding} form={form} />
    </>
  );
}

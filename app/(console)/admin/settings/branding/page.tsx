import type { Metadata } from "next";
import { BrandingForm } from "#components/branding/branding-form";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";
import { findBranding } from "#lib/branding/queries";
import { portalOwner } from "#lib/branding/terms";

export const metadata: Metadata = { title: "Logo and colours" };

export default async function BrandingPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx } = await requireStaff("portal.manage");
  const [branding, form, { saved }] = [await findBranding(ctx, portalOwner), await readForm(searchParams), await searchParams];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Settings", href: "/admin/settings" }, { label: "Logo and colours" }]} />
      <div className="mt-3"><PageTitle title="Logo and colours" lead="Of the public page, of mails, and of every customer’s pages that have none of their own." /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ branding: "Saved. Pages show it now, mails from the next one on." }} />
      <BrandingForm action="/admin/settings/branding/save" branding={branding} form={form} />
    </>
  );
}

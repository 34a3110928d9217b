import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { ContractForm } from "#components/reports/contract-form";
import { readForm, requireStaff } from "#lib/access/gates";
import { getCustomer } from "#lib/customers/queries/customers";
import { listContractObjectives } from "#lib/reports/queries/choices";
import { findContractView } from "#lib/reports/queries/contracts";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/admin/customers/[id]/contract">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("customers.manage");
  return { title: `Contract · ${(await orNotFound(getCustomer(ctx, await params))).name}` };
}

export default async function ContractPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("customers.manage");
  const customer = await orNotFound(getCustomer(ctx, await params));
  const [contract, objectives, form, { saved }] = [await findContractView(ctx, { customerId: customer.id }), await listContractObjectives(ctx, { customerId: customer.id }), await readForm(searchParams), await searchParams];
  const home = `/admin/customers/${customer.id}`;
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Customers", href: "/admin/customers" }, { label: customer.name, href: home }, { label: "Contract" }]} />
      <div className="mt-3"><PageTitle title="Contract and credits" lead={`What was agreed on with ${customer.name}. Statements made from now on go by it; those that are released keep what held then.`} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ contract: "Saved. The next statement goes by it." }} />
      <ContractForm action={`${home}/contract/save`} contract={contract} objectives={objectives} form={form} />
    </>
  );
}

import { DetailsForm } from "#components/customers/details-form";
import { Journeys } from "#components/customers/journeys";
import { AddMemberForm, countOf, MemberPages, MemberTable, type MemberItem } from "#components/customers/members";
import { SignInForm } from "#components/customers/sign-in-form";
import { UsedComponents } from "#components/customers/used-components-form";
import { AskFirst } from "#components/forms/ask-first";
import { formOf, type SentForm } from "#components/forms/fill";
import { Section } from "#components/ui/card";
import type { ComponentChoice } from "#lib/catalog/queries/components";
import type { CustomerDetails } from "#lib/customers/queries/customers";
import type { Page } from "#lib/core/pages";
import { callbackUrlOf } from "#lib/people/rules";
import { env } from "#lib/platform/env";

interface Props {
  customer: CustomerDetails;
  choices: ComponentChoice[];
  members: Page<MemberItem>;
  isFirstPage: boolean;
  form: SentForm;
  zone: string;
}

/** Everything that can be changed about a customer, each part a form of its own. */
export function ManageCustomer({ customer, choices, members, isFirstPage, form, zone }: Props) {
  const { id, version } = customer;
  const home = `/admin/customers/${id}`;
  const inUse = new Set([...customer.used.map((each) => each.componentId), ...customer.journeys.flatMap((journey) => journey.componentIds)]);
  const callbackUrl = customer.provider && callbackUrlOf(env.APP_URL, customer.provider.id);
  return (
    <>
      <div className="mt-8"><DetailsForm action={`${home}/save`} label="Save details" saved={customer} form={formOf(form, "details")} /></div>
      <Section id="components" title="Components" aside={`${customer.used.length} used`}><UsedComponents saved={{ customerId: id, version, used: customer.used }} choices={choices} form={formOf(form, "components")} /></Section>
      <Section id="journeys" title="Journeys"><Journeys customerId={id} version={version} journeys={customer.journeys} components={choices.filter((choice) => inUse.has(choice.id))} form={form} /></Section>
      <Section id="members" title="Members" aside={countOf(members, isFirstPage)}>
        <MemberTable members={members.rows} zone={zone} showsLastSeen removeAction={(member) => `${home}/members/${member}/remove`} />
        <MemberPages home={home} next={members.next} isFirstPage={isFirstPage} />
        <h3 className="mt-8 mb-4 text-sm font-semibold">Add somebody</h3>
        <AddMemberForm action={`${home}/members`} form={formOf(form, "member")} />
      </Section>
      <Section id="sign-in" title="Sign-in"><SignInForm saved={{ customerId: id, version, domains: customer.domains, provider: customer.provider, callbackUrl }} form={formOf(form, "sign-in")} /></Section>
      <Section id="archive" title="Archive">
        <AskFirst ask="Archive this customer" of="" action={`${home}/archive`} label={`Archive ${customer.name}`}>Its members lose access at once and get no mail any more. What it was told stays on record, and it can be brought back.</AskFirst>
      </Section>
    </>
  );
}

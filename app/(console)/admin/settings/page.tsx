import type { Metadata } from "next";
import { isTicked, listOf } from "#components/forms/fill";
import { FormNotice } from "#components/forms/form-notice";
import { PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Checkbox, Fieldset } from "#components/ui/choice";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireStaff } from "#lib/access/gates";
import { getPublishingRules } from "#lib/incidents/queries/publishing";
import { incidentImpactLabels, incidentImpacts, visibilities, visibilityLabels } from "#lib/incidents/terms";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx } = await requireStaff("portal.manage");
  const [rules, form, { saved }] = [await getPublishingRules(ctx), await readForm(searchParams), await searchParams];
  const chosen = (name: "visibilities" | "impacts") => (form.sentence === null ? rules[name] : listOf(form, name)) as readonly string[];
  return (
    <>
      <PageTitle title="Settings" />
      <FormNotice sentence={form.sentence} saved={saved} words={{ publishing: "Saved. It holds for everything published from now on." }} />
      <Section id="looks" title="Looks" className="mt-8"><p className="text-sm text-soft"><TextLink href="/admin/settings/branding">Logo, colours and footer</TextLink> of pages and mails.</p></Section>
      <Section id="publishing" title="A second person" className="mt-8">
        <form method="post" action="/admin/settings/publishing" className="grid max-w-prose gap-7">
          <Fieldset id="visibilities" legend="Posts that need approval, by who reads them" hint="Somebody other than the author sees page and mail first and agrees. Staff-only posts never need it.">
            {visibilities.filter((each) => each !== "internal").map((each) => <Checkbox key={each} name="visibilities" value={each} label={visibilityLabels[each]} defaultChecked={chosen("visibilities").includes(each)} />)}
          </Fieldset>
          <Fieldset id="impacts" legend="And by how bad the incident is" hint="Whoever reads it, unless only staff do.">
            {incidentImpacts.map((each) => <Checkbox key={each} name="impacts" value={each} label={incidentImpactLabels[each]} defaultChecked={chosen("impacts").includes(each)} />)}
          </Fieldset>
          <Fieldset id="review" legend="Post-mortems">
            <Checkbox name="isReviewNeeded" value="on" label="A second person reads it before it is published" hint="Always so where a post of that incident needs approval." defaultChecked={isTicked(form, "isReviewNeeded", rules.isReviewNeeded)} />
          </Fieldset>
          <p className="text-xs text-muted">An admin may publish alone in an emergency and says why. The reason stands in the audit log.</p>
          <div><Button look="primary">Save settings</Button></div>
        </form>
      </Section>
      <Section id="keys" title="API keys"><p className="max-w-prose text-sm">Programs that open incidents, plan work or read the record. <TextLink href="/admin/settings/keys">Make and revoke keys</TextLink></p></Section>
    </>
  );
}

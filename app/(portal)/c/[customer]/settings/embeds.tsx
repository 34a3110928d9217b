import { EmbedList, EmbedSnippets } from "#components/embeds/embed-list";
import { Notice } from "#components/layout/notice";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextArea, TextInput } from "#components/ui/text-input";
import { findNewEmbed } from "#lib/access/gates";
import type { Context } from "#lib/access/context";
import type { FormState, GateCustomer } from "#lib/access/queries";
import { listEmbeds } from "#lib/embeds/queries";
import { say } from "#lib/language/rules/say";
import { env } from "#lib/platform/env";

/** Where owners let pages of their own show their company's status. */
export async function EmbedsSection({ ctx, customer, form, made }: { ctx: Context; customer: GateCustomer; form: FormState; made: unknown }) {
  const home = `/c/${customer.slug}/settings`;
  const embeds = await listEmbeds(ctx, { customerId: customer.id });
  return (
    <Section id="embeds" title={say("In your own portal")}>
      <p className="mb-4 max-w-prose text-sm text-muted">{say("Show your status in pages of your own: how things are for {name}, your journeys and open incidents. Only pages of the origins you name can show it. Whoever sees those pages can read it.", { name: customer.name })}</p>
      <NewEmbed made={made} found={await findNewEmbed()} />
      <EmbedList embeds={embeds} base={home} zone={customer.timeZone} now={ctx.now} />
      <form method="post" action={`${home}/embeds`} className="mt-5 grid max-w-xl gap-4">
        <TextInput id="label" label={say("Where it will stand")} hint={say("Such as “Help centre” or “Partner portal”")} required maxLength={80} defaultValue={String(form.values["label"] ?? "")} error={form.fields["label"]} />
        <TextArea id="origins" label={say("Origins of those pages")} hint={say("Each with https and without a path, one a line: https://portal.example.com")} rows={3} required defaultValue={String(form.values["origins"] ?? "")} error={form.fields["origins"]} />
        <div><Button>{say("Make the address")}</Button></div>
      </form>
    </Section>
  );
}

function NewEmbed({ made, found }: { made: unknown; found: string | null }) {
  const [id, token] = (found ?? "").split(".");
  if (typeof made !== "string" || id !== made || !token) return null;
  return (
    <div className="mb-6 max-w-xl">
      <Notice kind="success" title={say("Copy one of these now")}>{say("The address in it is shown this once. We keep only a fingerprint of it.")}</Notice>
      <div className="mt-4"><EmbedSnippets origin={env.APP_URL} token={token} /></div>
    </div>
  );
}

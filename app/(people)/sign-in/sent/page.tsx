import { Say } from "#components/ui/say";
import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { Button, LinkButton } from "#components/ui/button";
import { TextInput } from "#components/ui/text-input";
import { TextLink } from "#components/ui/text-link";
import { findBrowserHash, readForm, requirePublic } from "#lib/access/gates";
import { findOpenRequest } from "#lib/people/queries/sign-in";

export function generateMetadata(): Metadata {
  return { title: say("Check your mail"), robots: { index: false } };
}

/** Says the same whether or not anybody has the address. */
export default async function SentPage({ searchParams }: PageProps<"/sign-in/sent">) {
  const ctx = await requirePublic();
  const form = await readForm(searchParams);
  const { request: asked } = await searchParams;
  const requestId = typeof asked === "string" ? asked : form.values["request"];
  const request = typeof requestId === "string" ? await findOpenRequest(ctx.read, { requestId, browserHash: await findBrowserHash(), now: ctx.now }) : null;
  if (!request?.isThisBrowser) return <Expired sentence={form.sentence} />;
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">{say("Check your mail")}</h1>
      <p className="mt-3 text-soft">
        <Say words="If {email} may sign in here, a mail is on its way. Open its link in this browser, or type its code below. Both work for 15 minutes." email={<strong className="font-medium break-words text-ink">{request.email}</strong>} />
      </p>
      <form method="post" action="/sign-in/code" className="mt-6 grid gap-4">
        <input type="hidden" name="request" value={request.id} />
        <TextInput id="code" label={say("Six-digit code")} inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,7}" maxLength={7} required error={form.fields["code"]} className="max-w-48" />
        <div><Button look="primary">{say("Sign in")}</Button></div>
      </form>
      <p className="mt-8 text-sm text-muted">
        <Say words="No mail after a minute? Look for it among spam, check the address, and {link}." link={<TextLink href="/sign-in">{say("ask again")}</TextLink>} />
      </p>
    </div>
  );
}

function Expired({ sentence }: { sentence: string | null }) {
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">{say("This sign-in has ended")}</h1>
      <Notice kind="warning" className="mt-6">{sentence ?? say("It was used already, its 15 minutes are over, or it was begun in another browser.")}</Notice>
      <p className="mt-6"><LinkButton look="primary" href="/sign-in">{say("Ask for a new link")}</LinkButton></p>
    </div>
  );
}

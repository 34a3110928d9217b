import { say, sayKnown } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { CastList } from "#components/people/cast-list";
import { ProviderButton } from "#components/people/provider-button";
import { Button } from "#components/ui/button";
import { TextInput } from "#components/ui/text-input";
import { findLastCompany, readForm, requirePublic } from "#lib/access/gates";
import { findProvider, listCast } from "#lib/people/queries/sign-in";
import { safeReturnPath, staffProviderId } from "#lib/people/rules";
import { offersCast, staffSignIn } from "#lib/people/settings";
import { env } from "#lib/platform/env";

export function generateMetadata(): Metadata {
  return { title: say("Sign in"), robots: { index: false } };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const ctx = await requirePublic();
  const { next: asked, error, "signed-out": signedOut } = await searchParams;
  const form = await readForm(searchParams);
  const next = safeReturnPath(typeof asked === "string" ? asked : textOf(form.values["next"]));
  const company = await findLastCompany();
  const provider = company ? await findProvider(ctx.read, company) : null;
  const isDemo = offersCast();
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">{say("Sign in to {name}", { name: env.PORTAL_NAME })}</h1>
      <SignInNotice sentence={form.sentence} error={error} signedOut={signedOut} />
      <div className="mt-6 grid gap-3 empty:hidden">
        {provider && <ProviderButton providerId={provider.id} next={next} label={say("Continue with {name}", { name: provider.customerName })} />}
        {staffSignIn() && <ProviderButton providerId={staffProviderId} next={next} label={say("Continue as {name} staff", { name: env.PORTAL_NAME })} />}
      </div>
      <form method="post" action="/sign-in/request" className="mt-6 grid gap-4">
        <input type="hidden" name="next" value={next} />
        <TextInput id="email" type="email" label={say("Email address")} hint={say("We send a link and a code. If your company has its own sign-in, the mail leads you there.")} error={form.fields["email"]} defaultValue={textOf(form.values["email"])} autoComplete="email" required />
        <div><Button look="primary">{say("Send me a link")}</Button></div>
      </form>
      {isDemo && <CastList cast={await listCast(ctx.read, env.PORTAL_NAME)} next={next} />}
    </div>
  );
}

function SignInNotice({ sentence, error, signedOut }: { sentence: string | null; error: unknown; signedOut: unknown }) {
  if (sentence) return <Notice kind="error" className="mt-6">{sayKnown(sentence)}</Notice>;
  if (error === "AccessDenied") return <Notice kind="error" className="mt-6" title={say("Your company's sign-in worked, but it does not open this portal")}>{say("Its address for you may be unconfirmed, or nobody has added you here yet. Ask whoever manages this portal in your company.")}</Notice>;
  if (error !== undefined) return <Notice kind="error" className="mt-6" title={say("You are not signed in")}>{say("Something on the way back from your company's sign-in did not fit, often an old tab. Start again from here.")}</Notice>;
  if (signedOut === "everywhere") return <Notice kind="success" className="mt-6">{say("You are signed out everywhere.")}</Notice>;
  if (signedOut !== undefined) return <Notice kind="success" className="mt-6">{say("You are signed out.")}</Notice>;
  return null;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

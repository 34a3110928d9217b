import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProviderButton } from "#components/people/provider-button";
import { requirePublic } from "#lib/access/gates";
import { findProvider } from "#lib/people/queries/sign-in";
import { defaultReturnPath, staffProviderId } from "#lib/people/rules";
import { staffSignIn } from "#lib/people/settings";
import { env } from "#lib/platform/env";

export function generateMetadata(): Metadata {
  return { title: say("Sign in with your company"), robots: { index: false } };
}

/** One company's own way in, at an address that nobody guesses: the mail's link, a bookmark, or the tile at the provider. */
export default async function CompanySignInPage({ params }: PageProps<"/sign-in/company/[id]">) {
  const ctx = await requirePublic();
  const { id } = await params;
  const name = id === staffProviderId ? staffSignIn() && `${env.PORTAL_NAME} staff` : (await findProvider(ctx.read, id))?.customerName;
  if (!name) notFound();
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">{say("Sign in to {name}", { name: env.PORTAL_NAME })}</h1>
      <p className="mt-3 text-soft">{say("{name} has its own sign-in. You go there now, and come back signed in.", { name })}</p>
      <div className="mt-6 grid gap-3"><ProviderButton providerId={id} next={defaultReturnPath} label={say("Continue with {name}", { name })} isMain /></div>
    </div>
  );
}

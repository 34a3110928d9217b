import { Say } from "#components/ui/say";
import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { ConfirmPage } from "#components/layout/confirm-page";
import { LinkButton } from "#components/ui/button";
import { findBrowserHash, readForm, requirePublic } from "#lib/access/gates";
import { findOpenRequest } from "#lib/people/queries/sign-in";
import { env } from "#lib/platform/env";

export function generateMetadata(): Metadata {
  return { title: say("Sign in"), robots: { index: false } };
}

/** Where the mail's link leads. It changes nothing however often it is opened; only the button does. */
export default async function ConfirmSignInPage({ searchParams }: PageProps<"/sign-in/confirm">) {
  const ctx = await requirePublic();
  const form = await readForm(searchParams);
  const asked = await searchParams;
  const requestId = asked["request"] ?? form.values["request"];
  const token = asked["token"] ?? form.values["token"];
  const request = typeof requestId === "string" && !form.sentence ? await findOpenRequest(ctx.read, { requestId, browserHash: await findBrowserHash(), now: ctx.now }) : null;
  if (!request || typeof token !== "string") return <Ended sentence={form.sentence} />;
  if (!request.isThisBrowser) return <OtherBrowser />;
  return (
    <ConfirmPage title={say("Sign in to {name}", { name: env.PORTAL_NAME })} action="/sign-in/confirm/accept" label={say("Sign in")} fields={{ request: request.id, token }}>
      <p><Say words="You asked for this link as {email}." email={<strong>{request.email}</strong>} /></p>
    </ConfirmPage>
  );
}

function OtherBrowser() {
  return (
    <div className="max-w-prose pt-12">
      <h1 className="text-xl font-semibold">{say("Go on where you asked for this link")}</h1>
      <div className="prose mt-3 text-soft">
        <p>{say("This link works only in the browser that asked for it, so that nobody else can use it if the mail goes astray.")}</p>
        <p>{say("Return to that browser: its page waits for the six-digit code from the same mail. To sign in here instead, ask for a new link here.")}</p>
      </div>
      <p className="mt-6"><LinkButton look="primary" href="/sign-in">{say("Sign in in this browser")}</LinkButton></p>
    </div>
  );
}

function Ended({ sentence }: { sentence: string | null }) {
  return (
    <div className="max-w-prose pt-12">
      <h1 className="text-xl font-semibold">{say("This link no longer works")}</h1>
      <p className="mt-3 text-soft">{sentence ?? say("Links work once and for 15 minutes.")}</p>
      <p className="mt-6"><LinkButton look="primary" href="/sign-in">{say("Ask for a new link")}</LinkButton></p>
    </div>
  );
}

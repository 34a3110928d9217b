import type { Metadata } from "next";
import { Notice } from "#components/layout/notice";
import { Button, LinkButton } from "#components/ui/button";
import { TextInput } from "#components/ui/text-input";
import { readForm, requirePublic } from "#lib/access/gates";
import { isSetupOpen } from "#lib/people/queries/people";
import { env } from "#lib/platform/env";

export const metadata: Metadata = { title: "Set up", robots: { index: false } };

export default async function SetupPage({ params, searchParams }: PageProps<"/setup/[token]">) {
  const ctx = await requirePublic();
  const { token } = await params;
  const form = await readForm(searchParams);
  if (!(await isSetupOpen(ctx.read, { token, now: ctx.now }))) return <Closed />;
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">Set up {env.PORTAL_NAME}</h1>
      <p className="mt-3 text-soft">This portal has no admin yet. You become the first: you add your team, components and customers next.</p>
      {form.sentence && <Notice kind="error" className="mt-6">{form.sentence}</Notice>}
      <form method="post" action={`/setup/${encodeURIComponent(token)}/accept`} className="mt-6 grid gap-4">
        <TextInput id="name" label="Your name" autoComplete="name" required defaultValue={String(form.values["name"] ?? "")} error={form.fields["name"]} />
        <TextInput id="email" type="email" label="Email address" hint="Sign-in links go here." autoComplete="email" required defaultValue={String(form.values["email"] ?? "")} error={form.fields["email"]} />
        <div><Button look="primary">Become the first admin</Button></div>
      </form>
    </div>
  );
}

function Closed() {
  return (
    <div className="max-w-prose pt-12">
      <h1 className="text-xl font-semibold">This set-up link no longer works</h1>
      <p className="mt-3 text-soft">The portal has an admin already, or the link is more than a day old. While there is no admin, each start of the portal prints a new link to its log.</p>
      <p className="mt-6"><LinkButton href="/sign-in">Sign in</LinkButton></p>
    </div>
  );
}

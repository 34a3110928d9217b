import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { KeyForm } from "#components/keys/key-form";
import { KeyList } from "#components/keys/key-list";
import { EmptyState } from "#components/layout/empty-state";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Section } from "#components/ui/card";
import { CopyField, CopyText } from "#components/ui/copy-field";
import { TextLink } from "#components/ui/text-link";
import { findNewKey, readForm, requireStaff } from "#lib/access/gates";
import { listKeys } from "#lib/keys/queries";
import { env } from "#lib/platform/env";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff("portal.manage");
  const [keys, form, { saved, key: made }] = [await listKeys(ctx), await readForm(searchParams), await searchParams];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Settings", href: "/admin/settings" }, { label: "API keys" }]} />
      <div className="mt-3"><PageTitle title="API keys" lead={<>With a key a program does what the console does. It acts for whoever made it, with the role they have then. <TextLink href="/docs/api">What it can ask for</TextLink></>} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ revoked: "Revoked. It opens nothing any more." }} />
      <NewKey made={made} found={await findNewKey()} />
      <div className="mt-8">{keys.length === 0 ? <EmptyState title="No keys">A key that somebody makes below stands here, with when it was used last.</EmptyState> : <KeyList keys={keys} zone={signedIn.timeZone ?? "UTC"} now={ctx.now} />}</div>
      <Section id="new" title="Make a key"><KeyForm form={form} /></Section>
    </>
  );
}

function NewKey({ made, found }: { made: unknown; found: string | null }) {
  const [id, token] = (found ?? "").split(".");
  if (typeof made !== "string" || id !== made || !token) return null;
  return (
    <div className="mt-6 grid max-w-2xl gap-4">
      <Notice kind="success" title="Copy this key now">It is shown this once. We keep only a fingerprint of it.</Notice>
      <CopyField id="new-key" label="Key" value={token} />
      <CopyText id="new-key-try" label="Try it" value={`curl -H "Authorization: Bearer ${token}" \\\n  ${env.APP_URL}/api/v1/incidents`} />
    </div>
  );
}

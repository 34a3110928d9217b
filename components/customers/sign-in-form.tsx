import { fill, type SentForm, textOf } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

export interface SignInFields {
  customerId: string;
  version: number;
  domains: readonly string[];
  /** Its own provider, without the secret. */
  provider: { issuer: string; clientId: string } | null;
  /** To be registered at the provider; it exists once one is saved. */
  callbackUrl: string | null;
}

export function SignInForm({ saved, form }: { saved: SignInFields; form: SentForm }) {
  const domains = fill(form, "domains", saved.domains.join("\n"), saved.domains.join(", "));
  const secretError = form.fields["clientSecret"];
  return (
    <form method="post" action={`/admin/customers/${saved.customerId}/sign-in`} className="grid max-w-2xl items-start gap-5 sm:grid-cols-2">
      <input type="hidden" name="part" value="sign-in" />
      <input type="hidden" name="version" value={saved.version} />
      <TextArea id="domains" label="Email domains" optional rows={3} spellCheck={false} className="sm:col-span-2" {...domains} defaultValue={form.sentence === null ? domains.defaultValue : textOf(form, "domains")} hint={domains.hint ?? "One a line. Owners may add people at these, and the customer’s own sign-in speaks for nobody else."} />
      <TextInput id="issuer" type="url" label="Issuer" optional spellCheck={false} placeholder="https://login.customer.com" className="sm:col-span-2" {...withHint(fill(form, "issuer", saved.provider?.issuer ?? ""), "Of the customer’s OpenID Connect provider. Clear it to sign in by email only.")} />
      <TextInput id="clientId" label="Client id" optional spellCheck={false} autoComplete="off" {...fill(form, "clientId", saved.provider?.clientId ?? "")} />
      <TextInput id="clientSecret" type="password" label="Client secret" optional autoComplete="new-password" error={secretError} placeholder={saved.provider ? "Unchanged" : undefined} />
      {saved.callbackUrl && <div className="sm:col-span-2"><CopyField id="callback" label="Redirect address" value={saved.callbackUrl} hint="Register exactly this at the provider. It changes with the issuer." /></div>}
      <div><Button look="primary">Save sign-in</Button></div>
    </form>
  );
}

function withHint<T extends { hint?: string }>(filled: T, hint: string): T {
  return { ...filled, hint: filled.hint ?? hint };
}

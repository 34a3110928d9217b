import { accentContrast, nearestReadable, onAccent, type Theme } from "#lib/branding/rules/colour";
import { footerLinksLimit, footerTextLimit, type FooterLink, logoLimitBytes } from "#lib/branding/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { controlClass, describe, Field } from "../ui/field.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

interface Chosen {
  accentLight: string | null;
  accentDark: string | null;
  logo: string | null;
  logoWidth: number | null;
  logoHeight: number | null;
  footerText: string;
  footerLinks: readonly FooterLink[];
  version: number;
}

interface BrandingFormProps {
  action: string;
  branding: Chosen | null;
  form: SentForm;
}

/** Logo, accent and footer of one owner. Everything may be left empty. */
export function BrandingForm({ action, branding, form }: BrandingFormProps) {
  return (
    <form method="post" action={action} encType="multipart/form-data" className="max-w-prose">
      <input type="hidden" name="version" value={branding?.version ?? 0} />
      <Section id="brand-logo" title="Logo"><LogoFields branding={branding} error={form.fields["logo"]} /></Section>
      <Section id="brand-colours" title="Accent">
        <p className="mb-5 text-sm text-muted">Of links, buttons and what has the focus. The colours of states stay as they are: they have to mean the same everywhere.</p>
        <div className="grid gap-6 sm:grid-cols-2">
          <Accent id="accentLight" theme="light" label="On light pages" saved={branding?.accentLight ?? ""} form={form} />
          <Accent id="accentDark" theme="dark" label="On dark pages" saved={branding?.accentDark ?? ""} form={form} />
        </div>
      </Section>
      <Section id="brand-footer" title="Foot of pages and mails">
        <div className="grid gap-6">
          <TextArea id="footerText" label="Text" hint="Who stands behind the service, or an address." rows={2} maxLength={footerTextLimit} optional {...fill(form, "footerText", branding?.footerText ?? "")} />
          <TextArea id="footerLinks" label="Links" hint={`One a line, ${footerLinksLimit} at most: words, a space, the address. Such as: Imprint https://example.com/imprint`} rows={4} optional {...fill(form, "footerLinks", (branding?.footerLinks ?? []).map(({ label, href }) => `${label} ${href}`).join("\n"))} />
        </div>
      </Section>
      <div className="mt-8"><Button look="primary">Save</Button></div>
    </form>
  );
}

function LogoFields({ branding, error }: { branding: Chosen | null; error: string | undefined }) {
  const hint = `PNG, WebP or JPEG, at most ${logoLimitBytes / 1024} kB, shown 28 pixels high. It stands on light and on dark pages: choose one that reads on both.`;
  return (
    <div className="grid gap-4">
      {branding?.logo && (
        <>
          <p className="flex flex-wrap gap-3">
            {(["bg-white", "bg-black"] as const).map((ground) => <span key={ground} className={`inline-flex rounded-md border border-line p-4 ${ground}`}><img src={`/brand/${branding.logo}`} alt="The logo as it is" width={branding.logoWidth ?? 28} height={branding.logoHeight ?? 28} className="h-7 w-auto max-w-50 object-contain" /></span>)}
          </p>
          <Checkbox name="removesLogo" value="yes" label="Remove it" hint="The name stands there instead." />
        </>
      )}
      <Field id="logo" label={branding?.logo ? "Another logo" : "Logo"} hint={hint} optional {...(error ? { error } : {})}>
        <input type="file" name="logo" accept="image/png,image/webp,image/jpeg" className={controlClass} {...describe({ id: "logo", hint, ...(error ? { error } : {}) })} />
      </Field>
    </div>
  );
}

const papers: Record<Theme, string> = { light: "#fbfcfd", dark: "#0c1015" };

function Accent({ id, theme, label, saved, form }: { id: "accentLight" | "accentDark"; theme: Theme; label: string; saved: string; form: SentForm }) {
  const filled = fill(form, id, saved);
  const colour = filled.defaultValue.trim().toLowerCase();
  const isColour = /^#[0-9a-f]{6}$/.test(colour);
  return (
    <div className="grid content-start gap-3">
      <TextInput id={id} label={label} hint="# and six digits" placeholder={theme === "light" ? "#2c55c9" : "#8fb0ff"} maxLength={7} spellCheck={false} optional {...filled} />
      {isColour && <Sample colour={colour} theme={theme} />}
      {isColour && filled.error && <p className="text-xs text-muted">The nearest that can be read: <code className="font-mono text-ink select-all">{nearestReadable(colour, theme)}</code></p>}
      {isColour && filled.error && <Sample colour={nearestReadable(colour, theme)} theme={theme} />}
    </div>
  );
}

/** A link and a button in the colour, on the paper they will stand on. */
function Sample({ colour, theme }: { colour: string; theme: Theme }) {
  const contrast = accentContrast(colour, theme).toFixed(2);
  return (
    <svg role="img" aria-label={`A link and a button in ${colour}; contrast ${contrast}`} viewBox="0 0 240 56" className="h-14 w-60 rounded-md border border-line">
      <rect width="240" height="56" fill={papers[theme]} />
      <text x="16" y="33" fontSize="14" fill={colour} textDecoration="underline">A link, {contrast}</text>
      <rect x="136" y="12" width="88" height="32" rx="8" fill={colour} />
      <text x="180" y="33" fontSize="14" fontWeight="500" textAnchor="middle" fill={onAccent(colour)}>A button</text>
    </svg>
  );
}

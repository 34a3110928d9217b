import { Img } from "react-email";
import { onAccent } from "#lib/branding/rules/colour";
import type { MailBrand } from "#lib/branding/terms";
import { dark, light } from "./palette.ts";

/** What every mail may be drawn with; our own look where it is left out. Its words stand below the text part of any mail (render-email). */
export interface Branded {
  brand?: MailBrand | undefined;
}

const logoHeight = 28;

/** Programs that show no pictures show the name instead. */
export function BrandLogo({ logo, name }: { logo: NonNullable<MailBrand["logo"]>; name: string }) {
  const width = Math.min(200, Math.max(1, Math.round((logo.width / logo.height) * logoHeight)));
  return <Img src={logo.url} alt={name} width={width} height={Math.max(1, Math.round((width / logo.width) * logo.height))} style={{ display: "block", marginBottom: 8, color: light.ink, fontSize: 15, fontWeight: 700 }} />;
}

/** The accent of links and buttons, over that of the style sheet; `.branded` stands on the sheet. */
export function brandRules({ accentLight, accentDark }: MailBrand): string {
  const rules = (accent: string, on: string) => `.branded .prose a{color:${accent} !important}.branded .button{background-color:${accent} !important;color:${on} !important}`;
  const forDark = accentDark ?? dark.accent;
  const onDark = accentDark ? onAccent(accentDark) : dark.onAccent;
  return `${accentLight ? rules(accentLight, onAccent(accentLight)) : ""}${accentDark || accentLight ? `@media (prefers-color-scheme:dark){${rules(forDark, onDark)}}` : ""}`;
}

/** The same words and links in the part of a mail that is text. */
export function brandText({ footerText, footerLinks }: MailBrand): string {
  return [footerText, ...footerLinks.map(({ label, href }) => `${label}: ${href}`)].filter((line) => line !== "").join("\n");
}

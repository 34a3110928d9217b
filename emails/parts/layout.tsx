import type { ReactNode } from "react";
import { Body, Container, Head, Heading, Html, Link, Preview, Section, Text } from "react-email";
import type { Language } from "#lib/customers/terms";
import type { MailBrand } from "#lib/branding/terms";
import { BrandLogo, brandRules } from "./brand.tsx";
import { light } from "./palette.ts";
import { styleSheet } from "./style-sheet.ts";

export const fontFamily = "Inter,-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

interface LayoutProps {
  portalName: string;
  /** Shown by mail programs after the subject. */
  preheader: string;
  audienceName?: string | undefined;
  language?: Language;
  brand?: MailBrand | undefined;
  footer: ReactNode;
  children: ReactNode;
}

export function Layout({ portalName, preheader, audienceName, language = "en", brand, footer, children }: LayoutProps) {
  return (
    <Html lang={language}>
      <Head>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
        <style dangerouslySetInnerHTML={{ __html: brand ? styleSheet + brandRules(brand) : styleSheet }} />
      </Head>
      <Body lang={language} className="page" style={{ margin: 0, padding: "24px 0", backgroundColor: light.page, fontFamily }}>
        <Preview>{preheader}</Preview>
        <Container className={brand ? "sheet branded" : "sheet"} style={{ maxWidth: 600, width: "100%", backgroundColor: light.paper, border: `1px solid ${light.line}`, borderRadius: 8 }}>
          <Section className="pad" style={{ padding: "28px 36px 0" }}>
            {brand?.logo && <BrandLogo logo={brand.logo} name={portalName} />}
            <Text className="c-muted" style={{ margin: 0, fontSize: 13, lineHeight: "20px", color: light.muted }}>
              <strong className="c-ink" style={{ color: light.ink, letterSpacing: "0.01em" }}>{portalName}</strong>
              {audienceName !== undefined && ` · ${audienceName}`}
            </Text>
          </Section>
          <Section className="pad" style={{ padding: "16px 36px 28px" }}>{children}</Section>
          <Section className="pad line" style={{ padding: "18px 36px 24px", borderTop: `1px solid ${light.line}` }}>{footer}{brand && <BrandFooter brand={brand} />}</Section>
        </Container>
      </Body>
    </Html>
  );
}

function BrandFooter({ brand: { footerText, footerLinks } }: { brand: MailBrand }) {
  return (
    <>
      {footerText !== "" && <Small>{footerText}</Small>}
      {footerLinks.length > 0 && <Small>{footerLinks.map(({ label, href }, index) => <span key={href}>{index > 0 && " · "}<SmallLink href={href}>{label}</SmallLink></span>)}</Small>}
    </>
  );
}

export function Title({ children }: { children: ReactNode }) {
  return <Heading as="h1" className="c-ink" style={{ margin: 0, fontSize: 22, lineHeight: "29px", fontWeight: 650, letterSpacing: "-0.01em", color: light.ink, overflowWrap: "anywhere" }}>{children}</Heading>;
}

export function Paragraph({ children }: { children: ReactNode }) {
  return <Text className="c-ink" style={{ margin: "14px 0 0", fontSize: 16, lineHeight: "25px", color: light.ink }}>{children}</Text>;
}

export function Small({ children }: { children: ReactNode }) {
  return <Text className="c-muted" style={{ margin: "0 0 6px", fontSize: 13, lineHeight: "20px", color: light.muted, overflowWrap: "anywhere" }}>{children}</Text>;
}

export function SmallLink({ href, children }: { href: string; children: ReactNode }) {
  return <Link href={href} className="c-muted" style={{ color: light.muted, textDecoration: "underline" }}>{children}</Link>;
}

// A link in a padded cell instead of a padded link: Outlook drops the padding of links.
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} style={{ marginTop: 24 }}>
      <tbody>
        <tr>
          <td className="button" style={{ backgroundColor: light.accent, borderRadius: 8, padding: "11px 20px" }}>
            <Link href={href} className="button" style={{ color: light.onAccent, fontSize: 15, lineHeight: "20px", fontWeight: 600, textDecoration: "none" }}>{children}</Link>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** HTML that `renderMarkdown` made, and nothing else. */
export function Prose({ html }: { html: string }) {
  return <div className="prose c-ink" style={{ fontSize: 16, lineHeight: "25px", color: light.ink, overflowWrap: "anywhere" }} dangerouslySetInnerHTML={{ __html: html }} />;
}

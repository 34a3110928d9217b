import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface CompanySignInProps extends Branded {
  portalName: string;
  portalUrl: string;
  /** The company's own way in. It is no secret: the company's provider asks who comes. */
  signInUrl: string;
  /** Of the page on which it was asked for. */
  language: Language;
}

interface Words {
  subject: (portal: string) => string;
  title: (portal: string) => string;
  preheader: string;
  how: string;
  go: string;
  later: string;
  why: (url: string) => string;
}

const words: Record<Language, Words> = {
  en: {
    subject: (portal) => `Sign in to ${portal} with your company`,
    title: (portal) => `Sign in to ${portal}`,
    preheader: "Your company has its own sign-in.",
    how: "Your company signs its people in itself, so there is no link or code to use here.",
    go: "Go to your company's sign-in",
    later: "The address stays the same: keep it as a bookmark. A browser that has used it once offers it on the sign-in page.",
    why: (url) => `Requested at ${url}. If it was not you, ignore this mail: nobody can sign in with it alone.`,
  },
  de: {
    subject: (portal) => `Bei ${portal} über Ihr Unternehmen anmelden`,
    title: (portal) => `Bei ${portal} anmelden`,
    preheader: "Ihr Unternehmen hat eine eigene Anmeldung.",
    how: "Ihr Unternehmen meldet seine Leute selbst an. Deshalb gibt es hier keinen Link und keinen Code.",
    go: "Zur Anmeldung Ihres Unternehmens",
    later: "Die Adresse bleibt gleich: Heben Sie sie als Lesezeichen auf. Ein Browser, der sie einmal benutzt hat, bietet sie auf der Anmeldeseite an.",
    why: (url) => `Angefordert bei ${url}. Wenn Sie das nicht waren, beachten Sie diese Mail nicht: Mit ihr allein kann sich niemand anmelden.`,
  },
};

export function subject({ portalName, language }: CompanySignInProps): string {
  return words[language].subject(portalName);
}

export function Html({ portalName, portalUrl, signInUrl, language, brand }: CompanySignInProps) {
  const { title, preheader, how, go, later, why } = words[language];
  return (
    <Layout portalName={portalName} language={language} brand={brand} preheader={preheader} footer={<Small>{why(portalUrl)}</Small>}>
      <Title>{title(portalName)}</Title>
      <Paragraph>{how}</Paragraph>
      <Action href={signInUrl}>{go}</Action>
      <Paragraph>{later}</Paragraph>
    </Layout>
  );
}

export function text({ portalName, portalUrl, signInUrl, language }: CompanySignInProps): string {
  const { title, how, later, why } = words[language];
  return paragraphs(titled(title(portalName)), how, signInUrl, later, `-- \n${why(portalUrl)}`);
}

import type { Language } from "#lib/core/language";
import { sayInstant } from "#lib/core/time-words";
import { Section, Text } from "react-email";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { light } from "./parts/palette.ts";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface SignInProps extends Branded {
  portalName: string;
  portalUrl: string;
  signInUrl: string;
  /** Six digits, for a browser on another device than the mail. */
  code: string;
  validMinutes: number;
  askedAt: number;
  /** In our words: "Firefox on Windows, 203.0.113.7". Never the raw header of the browser that asked. */
  askedFrom: string;
  timeZone: string;
  /** Of the page on which it was asked for. */
  language: Language;
}

interface Words {
  title: string;
  preheader: string;
  useLink: string;
  signIn: string;
  orCode: string;
  once: string;
  why: string;
}

function wordsOf({ portalName, portalUrl, validMinutes, askedAt, askedFrom, timeZone, language }: SignInProps): Words {
  const at = sayInstant(askedAt, { zone: timeZone, language, style: "full" });
  const words: Record<Language, Words> = {
    en: {
      title: `Sign in to ${portalName}`,
      preheader: `Your link and code work for ${validMinutes} minutes, once.`,
      useLink: "Use this link in the browser where you asked to sign in:",
      signIn: "Sign in",
      orCode: "Or type this code there:",
      once: `Both work for ${validMinutes} minutes, and once.`,
      why: `Requested from ${askedFrom}, on ${at} at ${portalUrl}. If it was not you, ignore this mail: nobody can sign in without it.`,
    },
    de: {
      title: `Bei ${portalName} anmelden`,
      preheader: `Ihr Link und Ihr Code gelten ${validMinutes} Minuten, einmal.`,
      useLink: "Nutzen Sie diesen Link in dem Browser, in dem Sie sich anmelden wollten:",
      signIn: "Anmelden",
      orCode: "Oder geben Sie dort diesen Code ein:",
      once: `Beides gilt ${validMinutes} Minuten, und einmal.`,
      why: `Angefordert von ${askedFrom}, am ${at} bei ${portalUrl}. Wenn Sie das nicht waren, beachten Sie diese Mail nicht: Ohne sie kann sich niemand anmelden.`,
    },
  };
  return words[language];
}

export function subject(props: SignInProps): string {
  return wordsOf(props).title;
}

export function Html(props: SignInProps) {
  const words = wordsOf(props);
  return (
    <Layout portalName={props.portalName} preheader={words.preheader} language={props.language} brand={props.brand} footer={<Small>{words.why}</Small>}>
      <Title>{words.title}</Title>
      <Paragraph>{words.useLink}</Paragraph>
      <Action href={props.signInUrl}>{words.signIn}</Action>
      <Paragraph>{words.orCode}</Paragraph>
      <Section className="wash" style={{ marginTop: 12, backgroundColor: light.wash, borderRadius: 8, padding: "14px 20px" }}>
        <Text className="c-ink" style={{ margin: 0, fontSize: 28, lineHeight: "36px", fontWeight: 600, letterSpacing: "0.18em", fontVariantNumeric: "tabular-nums", color: light.ink }}>{spaced(props.code)}</Text>
      </Section>
      <Paragraph>{words.once}</Paragraph>
    </Layout>
  );
}

export function text(props: SignInProps): string {
  const words = wordsOf(props);
  return paragraphs(titled(words.title), `${words.useLink}\n${props.signInUrl}`, `${words.orCode} ${spaced(props.code)}`, words.once, `-- \n${words.why}`);
}

function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

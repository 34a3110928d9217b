import { formatInstant } from "#lib/core/time";
import { Section, Text } from "react-email";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { light } from "./parts/palette.ts";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface SignInProps {
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
}

export function subject({ portalName }: SignInProps): string {
  return `Sign in to ${portalName}`;
}

export function Html(props: SignInProps) {
  const { portalName, portalUrl, signInUrl, code, validMinutes } = props;
  return (
    <Layout portalName={portalName} preheader={`Your link and code work for ${validMinutes} minutes, once.`} footer={<Small>Requested {askedWhen(props)} at {portalUrl}. If it was not you, ignore this mail: nobody can sign in without it.</Small>}>
      <Title>Sign in to {portalName}</Title>
      <Paragraph>Use this link in the browser where you asked to sign in:</Paragraph>
      <Action href={signInUrl}>Sign in</Action>
      <Paragraph>Or type this code there:</Paragraph>
      <Section className="wash" style={{ marginTop: 12, backgroundColor: light.wash, borderRadius: 8, padding: "14px 20px" }}>
        <Text className="c-ink" style={{ margin: 0, fontSize: 28, lineHeight: "36px", fontWeight: 600, letterSpacing: "0.18em", fontVariantNumeric: "tabular-nums", color: light.ink }}>{spaced(code)}</Text>
      </Section>
      <Paragraph>Both work for {validMinutes} minutes, and once.</Paragraph>
    </Layout>
  );
}

export function text(props: SignInProps): string {
  const { portalName, portalUrl, signInUrl, code, validMinutes } = props;
  return paragraphs(
    titled(`Sign in to ${portalName}`),
    `Use this link in the browser where you asked to sign in:\n${signInUrl}`,
    `Or type this code there: ${spaced(code)}`,
    `Both work for ${validMinutes} minutes, and once.`,
    `-- \nRequested ${askedWhen(props)} at ${portalUrl}. If it was not you, ignore this mail: nobody can sign in without it.`,
  );
}

function askedWhen({ askedAt, askedFrom, timeZone }: SignInProps): string {
  return `from ${askedFrom}, on ${formatInstant(askedAt, timeZone, "full")}`;
}

function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

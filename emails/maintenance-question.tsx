import type { Language } from "#lib/core/language";
import { sayInstant, saySpan } from "#lib/core/time-words";
import type { Branded } from "./parts/brand.tsx";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { factLines, paragraphs, titled } from "./parts/plain-text.ts";

export interface MaintenanceQuestionProps extends Branded {
  portalName: string;
  customerName: string;
  timeZone: string;
  title: string;
  startsAt: number;
  endsAt: number;
  answerBy: number;
  /** Asked before, and not answered. */
  isAgain: boolean;
  url: string;
  /** Of the customer's mails. */
  language: Language;
}

interface Words {
  subject: string;
  proposed: string;
  answerBy: string;
  what: string;
  act: string;
  why: string;
  preheader: string;
}

function wordsOf({ portalName, customerName, isAgain, answerBy, timeZone, language }: MaintenanceQuestionProps): Words {
  const by = sayInstant(answerBy, { zone: timeZone, language, style: "full" });
  if (language === "de") {
    const lead = `${portalName} plant diese Arbeiten und fragt, ob die Zeit ${customerName} passt. Nehmen Sie an, oder widersprechen Sie und schlagen Sie eine andere Zeit vor.`;
    return {
      subject: isAgain ? "Noch zu beantworten: Passt Ihnen diese Zeit?" : "Passt Ihnen diese Zeit?",
      proposed: "Vorgeschlagen",
      answerBy: "Antwort bis",
      what: isAgain ? `Bei ${customerName} hat noch niemand geantwortet. ${lead}` : lead,
      act: "Annehmen oder widersprechen",
      why: `Gesendet, weil Sie für ${customerName} entscheiden. Eine Antwort gilt für Sie alle; es zählt die letzte.`,
      preheader: `Antwort bis ${by}.`,
    };
  }
  const lead = `${portalName} plans this work and asks whether the time suits ${customerName}. Accept it, or object and propose another time.`;
  return {
    subject: `${isAgain ? "Still to answer: does this time suit you" : "Does this time suit you"}?`,
    proposed: "Proposed",
    answerBy: "Answer by",
    what: isAgain ? `Nobody at ${customerName} has answered yet. ${lead}` : lead,
    act: "Accept or object",
    why: `Sent because you decide for ${customerName}. One answer counts for all of you, and the last one is the one that holds.`,
    preheader: `Answer by ${by}.`,
  };
}

export function subject(props: MaintenanceQuestionProps): string {
  return `[${props.portalName}] ${wordsOf(props).subject} ${props.title}`;
}

export function Html(props: MaintenanceQuestionProps) {
  const { portalName, customerName, title, url, language, brand } = props;
  const words = wordsOf(props);
  return (
    <Layout portalName={portalName} audienceName={customerName} language={language} brand={brand} preheader={words.preheader} footer={<Small>{words.why}</Small>}>
      <Title>{title}</Title>
      <Facts facts={factsOf(props)} tone="maintenance" />
      <Paragraph>{words.what}</Paragraph>
      <Action href={url}>{words.act}</Action>
    </Layout>
  );
}

export function text(props: MaintenanceQuestionProps): string {
  const { what, act, why } = wordsOf(props);
  return paragraphs(titled(props.title), factLines(factsOf(props)), what, `${act}: ${props.url}`, `-- \n${why}`);
}

function factsOf(props: MaintenanceQuestionProps): Fact[] {
  const { timeZone, startsAt, endsAt, answerBy, language } = props;
  const spans = [...new Set([timeZone, "UTC"].map((zone) => saySpan({ from: startsAt, until: endsAt }, { zone, language })))];
  const words = wordsOf(props);
  return [
    { name: words.proposed, lines: spans.map((line) => ({ text: line })) },
    { name: words.answerBy, lines: [{ text: sayInstant(answerBy, { zone: timeZone, language, style: "full" }) }] },
  ];
}

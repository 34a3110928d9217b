import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

/** No text that a stranger typed: whoever asks for this mail may not be who gets it. */
export interface ConfirmSubscriptionProps extends Branded {
  portalName: string;
  portalUrl: string;
  confirmUrl: string;
  validHours: number;
  /** Of the page on which it was asked for. */
  language: Language;
}

interface Words {
  subject: string;
  preheader: string;
  title: string;
  asked: string;
  confirm: string;
  valid: string;
  why: string;
}

function wordsOf({ portalName, portalUrl, validHours, language }: ConfirmSubscriptionProps): Words {
  const words: Record<Language, Words> = {
    en: {
      subject: `Confirm that you want status mails from ${portalName}`,
      preheader: `One step left. The link works for ${validHours} hours.`,
      title: "Do you want to hear when something is wrong?",
      asked: `Somebody asked for status mails from ${portalName} to this address. If it was you, confirm it and you will hear about incidents and maintenance`,
      confirm: "Confirm the subscription",
      valid: `The link works for ${validHours} hours. If it was not you, do nothing: without your confirmation no more mails come.`,
      why: `Sent because this address was entered at ${portalUrl}.`,
    },
    de: {
      subject: `Bestätigen Sie, dass Sie Status-Mails von ${portalName} möchten`,
      preheader: `Noch ein Schritt. Der Link gilt ${validHours} Stunden.`,
      title: "Möchten Sie hören, wenn etwas nicht stimmt?",
      asked: `Jemand hat Status-Mails von ${portalName} an diese Adresse bestellt. Wenn Sie das waren, bestätigen Sie es, und Sie hören von Störungen und Wartungen`,
      confirm: "Das Abo bestätigen",
      valid: `Der Link gilt ${validHours} Stunden. Wenn Sie das nicht waren, tun Sie nichts: Ohne Ihre Bestätigung kommen keine weiteren Mails.`,
      why: `Gesendet, weil diese Adresse bei ${portalUrl} eingegeben wurde.`,
    },
  };
  return words[language];
}

export function subject(props: ConfirmSubscriptionProps): string {
  return wordsOf(props).subject;
}

export function Html(props: ConfirmSubscriptionProps) {
  const words = wordsOf(props);
  return (
    <Layout portalName={props.portalName} preheader={words.preheader} language={props.language} brand={props.brand} footer={<Small>{words.why}</Small>}>
      <Title>{words.title}</Title>
      <Paragraph>{words.asked}.</Paragraph>
      <Action href={props.confirmUrl}>{words.confirm}</Action>
      <Paragraph>{words.valid}</Paragraph>
    </Layout>
  );
}

export function text(props: ConfirmSubscriptionProps): string {
  const words = wordsOf(props);
  return paragraphs(titled(words.title), `${words.asked}:`, props.confirmUrl, words.valid, `-- \n${words.why}`);
}

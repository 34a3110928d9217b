import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface StoppedProps extends Branded {
  portalName: string;
  portalUrl: string;
  manageUrl: string;
  language: Language;
}

interface Words {
  subject: string;
  title: string;
  preheader: string;
  what: string;
  again: string;
  why: string;
}

function wordsOf({ portalName, portalUrl, language }: StoppedProps): Words {
  const words: Record<Language, Words> = {
    en: {
      subject: `You get no more status mails from ${portalName}`,
      title: "Your status mails have ended",
      preheader: "Your own mails have ended.",
      what: `This address was entered to leave a shared mailbox, so ${portalName} sends no more status mails to it directly. If it was not you, one step brings them back.`,
      again: "Get them again",
      why: `Sent once because this address got status mails from ${portalUrl}.`,
    },
    de: {
      subject: `Sie bekommen keine Status-Mails von ${portalName} mehr`,
      title: "Ihre Status-Mails sind beendet",
      preheader: "Ihre eigenen Mails sind beendet.",
      what: `Diese Adresse wurde eingegeben, um ein gemeinsames Postfach zu verlassen. ${portalName} sendet ihr deshalb keine Status-Mails mehr direkt. Wenn Sie das nicht waren, bringt ein Schritt sie zurück.`,
      again: "Wieder bekommen",
      why: `Einmal gesendet, weil diese Adresse Status-Mails von ${portalUrl} bekam.`,
    },
  };
  return words[language];
}

export function subject(props: StoppedProps): string {
  return wordsOf(props).subject;
}

export function Html(props: StoppedProps) {
  const { title, preheader, what, again, why } = wordsOf(props);
  return (
    <Layout portalName={props.portalName} language={props.language} brand={props.brand} preheader={preheader} footer={<Small>{why}</Small>}>
      <Title>{title}</Title>
      <Paragraph>{what}</Paragraph>
      <Action href={props.manageUrl}>{again}</Action>
    </Layout>
  );
}

export function text(props: StoppedProps): string {
  const { title, what, why } = wordsOf(props);
  return paragraphs(titled(title), what, props.manageUrl, `-- \n${why}`);
}

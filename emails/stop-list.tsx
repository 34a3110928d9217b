import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface StopListProps extends Branded {
  portalName: string;
  portalUrl: string;
  /** The mailbox that several people read. */
  address: string;
  stopUrl: string;
  validHours: number;
  language: Language;
}

interface Words {
  subject: string;
  title: string;
  preheader: string;
  asked: string;
  stop: string;
  otherwise: string;
  why: string;
}

function wordsOf({ portalName, portalUrl, address, validHours, language }: StopListProps): Words {
  const words: Record<Language, Words> = {
    en: {
      subject: `Stop ${portalName} status mails to ${address}?`,
      title: `Stop status mails to ${address}?`,
      preheader: "Nothing has changed yet.",
      asked: `Somebody asked to stop all status mails of ${portalName} to ${address}. Everybody who reads this mailbox would lose them, so the mailbox itself has to say so:`,
      stop: `Stop mails to ${address}`,
      otherwise: `The link asks once more and works for ${validHours} hours. To keep the mails, do nothing.`,
      why: `Sent because this mailbox gets status mails from ${portalUrl}.`,
    },
    de: {
      subject: `Status-Mails von ${portalName} an ${address} beenden?`,
      title: `Status-Mails an ${address} beenden?`,
      preheader: "Noch hat sich nichts geändert.",
      asked: `Jemand möchte alle Status-Mails von ${portalName} an ${address} beenden. Alle, die dieses Postfach lesen, bekämen sie nicht mehr. Deshalb muss das Postfach selbst es sagen:`,
      stop: `Mails an ${address} beenden`,
      otherwise: `Der Link fragt noch einmal nach und gilt ${validHours} Stunden. Um die Mails zu behalten, tun Sie nichts.`,
      why: `Gesendet, weil dieses Postfach Status-Mails von ${portalUrl} bekommt.`,
    },
  };
  return words[language];
}

export function subject(props: StopListProps): string {
  return wordsOf(props).subject;
}

export function Html(props: StopListProps) {
  const { title, preheader, asked, stop, otherwise, why } = wordsOf(props);
  return (
    <Layout portalName={props.portalName} language={props.language} brand={props.brand} preheader={preheader} footer={<Small>{why}</Small>}>
      <Title>{title}</Title>
      <Paragraph>{asked}</Paragraph>
      <Action href={props.stopUrl}>{stop}</Action>
      <Paragraph>{otherwise}</Paragraph>
    </Layout>
  );
}

export function text(props: StopListProps): string {
  const { title, asked, otherwise, why } = wordsOf(props);
  return paragraphs(titled(title), asked, props.stopUrl, otherwise, `-- \n${why}`);
}

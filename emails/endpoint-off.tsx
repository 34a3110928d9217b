import type { Language } from "#lib/core/language";
import { sayInstant } from "#lib/core/time-words";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

export interface EndpointOffProps extends Branded {
  portalName: string;
  portalUrl: string;
  channel: string;
  label: string;
  /** Masked. */
  shown: string;
  /** As the channel told it, in English; null where it said nothing. */
  lastFailure: string | null;
  failingSince: number;
  timeZone: string;
  manageUrl: string;
  language: Language;
}

interface Words {
  subject: string;
  title: string;
  what: string;
  last: string;
  now: string;
  see: string;
  why: string;
}

function wordsOf({ portalName, portalUrl, label, shown, lastFailure, failingSince, timeZone, language }: EndpointOffProps): Words {
  const since = sayInstant(failingSince, { zone: timeZone, language, style: "full" });
  const words: Record<Language, Words> = {
    en: {
      subject: `${portalName} no longer sends to ${label}`,
      title: `We no longer send to ${label}`,
      what: `Nothing we sent to ${shown} was taken since ${since}, so it is switched off.`,
      last: `The last result: ${lastFailure ?? "It said nothing."}`,
      now: "Mend it on your side, send a test message, then switch it on again. What was posted in between is not sent later; it is on the status page.",
      see: "See what went wrong",
      why: `You get this because you added this place at ${portalUrl}.`,
    },
    de: {
      subject: `${portalName} sendet nicht mehr an ${label}`,
      title: `Wir senden nicht mehr an ${label}`,
      what: `Seit ${since} wurde nichts angenommen, was wir an ${shown} gesendet haben. Deshalb ist es abgeschaltet.`,
      last: `Das letzte Ergebnis: ${lastFailure === null ? "Es kam keine Antwort." : `„${lastFailure}“`}`,
      now: "Beheben Sie es auf Ihrer Seite, senden Sie eine Testnachricht und schalten Sie es wieder ein. Was inzwischen veröffentlicht wurde, wird nicht nachgesendet; es steht auf der Statusseite.",
      see: "Sehen, was nicht ging",
      why: `Sie bekommen dies, weil Sie diese Stelle bei ${portalUrl} hinzugefügt haben.`,
    },
  };
  return words[language];
}

export function subject(props: EndpointOffProps): string {
  return wordsOf(props).subject;
}

export function Html(props: EndpointOffProps) {
  const { title, what, last, now, see, why } = wordsOf(props);
  return (
    <Layout portalName={props.portalName} language={props.language} brand={props.brand} preheader={what} footer={<Small>{why}</Small>}>
      <Title>{title}</Title>
      <Paragraph>{what}</Paragraph>
      <Paragraph>{last}</Paragraph>
      <Paragraph>{now}</Paragraph>
      <Action href={props.manageUrl}>{see}</Action>
    </Layout>
  );
}

export function text(props: EndpointOffProps): string {
  const { title, what, last, now, why } = wordsOf(props);
  return paragraphs(titled(title), what, last, now, props.manageUrl, `-- \n${why}`);
}

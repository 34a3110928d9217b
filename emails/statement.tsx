import type { Language } from "#lib/core/language";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, SmallLink, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

/** A customer's statement was released: what it comes to, and where it is. The files themselves are behind the sign-in. */
export interface StatementProps extends Branded {
  portalName: string;
  customerName: string;
  /** "October 2026". */
  period: string;
  /** The statement's own sentences. */
  summary: string[];
  isAmendment: boolean;
  url: string;
  changeUrl: string;
  language: Language;
}

interface Words {
  subject: (props: StatementProps) => string;
  open: string;
  files: string;
  why: (props: StatementProps) => string;
  change: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: ({ period, customerName, isAmendment }) => `${isAmendment ? "Amended statement" : "Reliability statement"}: ${customerName}, ${period}`,
    open: "Open the statement",
    files: "There it is as PDF, CSV and JSON, with the counts it was computed from.",
    why: ({ customerName }) => `Sent because you chose to get the statements of ${customerName}.`,
    change: "Change what you get",
  },
  de: {
    subject: ({ period, customerName, isAmendment }) => `${isAmendment ? "Berichtigter Zuverlässigkeitsbericht" : "Zuverlässigkeitsbericht"}: ${customerName}, ${period}`,
    open: "Den Bericht öffnen",
    files: "Dort gibt es ihn als PDF, CSV und JSON, mit den Zählungen, aus denen er berechnet ist.",
    why: ({ customerName }) => `Gesendet, weil Sie die Berichte von ${customerName} bekommen wollen.`,
    change: "Ändern, was Sie bekommen",
  },
};

export function subject(props: StatementProps): string {
  return `[${props.portalName}] ${words[props.language].subject(props)}`;
}

export function Html(props: StatementProps) {
  const { portalName, customerName, summary, language, brand, url, changeUrl } = props;
  const { open, files, why, change, subject: title } = words[language];
  return (
    <Layout portalName={portalName} audienceName={customerName} language={language} brand={brand} preheader={summary[0] ?? ""} footer={<Small>{why(props)} <SmallLink href={changeUrl}>{change}</SmallLink></Small>}>
      <Title>{title(props)}</Title>
      {summary.map((sentence) => <Paragraph key={sentence}>{sentence}</Paragraph>)}
      <Action href={url}>{open}</Action>
      <Paragraph>{files}</Paragraph>
    </Layout>
  );
}

export function text(props: StatementProps): string {
  const { open, files, why, change, subject: title } = words[props.language];
  return paragraphs(titled(title(props)), ...props.summary, `${open}: ${props.url}`, files, `-- \n${why(props)}\n${change}: ${props.changeUrl}`);
}

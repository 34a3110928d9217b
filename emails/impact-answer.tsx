import type { Language } from "#lib/customers/terms";
import type { Branded } from "./parts/brand.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { paragraphs, titled } from "./parts/plain-text.ts";

/** What staff answered to "this looks wrong", to the person who said it. */
export interface ImpactAnswerProps extends Branded {
  portalName: string;
  language: Language;
  customerName: string;
  title: string;
  /** Plain text, a paragraph a line. */
  answer: string;
  answeredBy: string;
  /** Failed requests that both sides go by; left out where no figure was agreed. */
  agreedFailed?: number;
  url: string;
}

const words = {
  en: {
    subject: "Our answer about the impact: {title}",
    lead: "{name} has answered what you said about the impact of “{title}” on {customer}:",
    agreed: "The figure we both go by: {count} failed requests.",
    action: "Read it with the incident",
    reason: "You get this once because you said that our figures look wrong.",
  },
  de: {
    subject: "Unsere Antwort zu den Auswirkungen: {title}",
    lead: "{name} hat auf Ihren Hinweis zu den Auswirkungen von „{title}“ auf {customer} geantwortet:",
    agreed: "Die Zahl, von der beide Seiten ausgehen: {count} fehlgeschlagene Anfragen.",
    action: "Bei der Störung lesen",
    reason: "Sie bekommen dies einmal, weil Sie unsere Zahlen für falsch halten.",
  },
} as const;

export function subject({ portalName, language, title }: ImpactAnswerProps): string {
  return `[${portalName}] ${fill(words[language].subject, { title })}`;
}

export function Html(props: ImpactAnswerProps) {
  const { portalName, language, customerName, title, url, brand } = props;
  const [lead, ...lines] = linesOf(props);
  return (
    <Layout portalName={portalName} language={language} brand={brand} audienceName={customerName} preheader={lines[0] ?? title} footer={<Small>{words[language].reason}</Small>}>
      <Title>{title}</Title>
      <Paragraph>{lead}</Paragraph>
      {lines.map((line) => <Paragraph key={line}>{line}</Paragraph>)}
      <Action href={url}>{words[language].action}</Action>
    </Layout>
  );
}

export function text(props: ImpactAnswerProps): string {
  const { language, title, url } = props;
  return paragraphs(titled(title), ...linesOf(props), `${words[language].action}: ${url}`, `-- \n${words[language].reason}`);
}

function linesOf({ language, title, answer, answeredBy, agreedFailed, customerName }: ImpactAnswerProps): string[] {
  const said = words[language];
  const agreed = agreedFailed === undefined ? [] : [fill(said.agreed, { count: new Intl.NumberFormat(language).format(agreedFailed) })];
  return [fill(said.lead, { name: answeredBy, title, customer: customerName }), ...answer.split(/\n+/).filter((line) => line.trim() !== ""), ...agreed];
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

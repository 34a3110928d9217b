import { formatInstant, formatSpan } from "#lib/core/time";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Paragraph, Small, Title } from "./parts/layout.tsx";
import { factLines, paragraphs, titled } from "./parts/plain-text.ts";

export interface MaintenanceQuestionProps {
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
}

export function subject({ portalName, title, isAgain }: MaintenanceQuestionProps): string {
  return `[${portalName}] ${isAgain ? "Still to answer: does this time suit you" : "Does this time suit you"}? ${title}`;
}

export function Html(props: MaintenanceQuestionProps) {
  const { portalName, customerName, title, url } = props;
  return (
    <Layout portalName={portalName} audienceName={customerName} preheader={`Answer by ${formatInstant(props.answerBy, props.timeZone, "full")}.`} footer={<Small>{why(props)}</Small>}>
      <Title>{title}</Title>
      <Facts facts={factsOf(props)} tone="maintenance" />
      <Paragraph>{what(props)}</Paragraph>
      <Action href={url}>Accept or object</Action>
    </Layout>
  );
}

export function text(props: MaintenanceQuestionProps): string {
  return paragraphs(titled(props.title), factLines(factsOf(props)), what(props), `Accept or object: ${props.url}`, `-- \n${why(props)}`);
}

function what({ portalName, customerName, isAgain }: MaintenanceQuestionProps): string {
  const lead = `${portalName} plans this work and asks whether the time suits ${customerName}. Accept it, or object and propose another time.`;
  return isAgain ? `Nobody at ${customerName} has answered yet. ${lead}` : lead;
}

function why({ customerName }: MaintenanceQuestionProps): string {
  return `Sent because you decide for ${customerName}. One answer counts for all of you, and the last one is the one that holds.`;
}

function factsOf({ timeZone, startsAt, endsAt, answerBy }: MaintenanceQuestionProps): Fact[] {
  const spans = [...new Set([formatSpan(startsAt, endsAt, timeZone), formatSpan(startsAt, endsAt, "UTC")])];
  return [
    { name: "Proposed", lines: spans.map((line) => ({ text: line })) },
    { name: "Answer by", lines: [{ text: formatInstant(answerBy, timeZone, "full") }] },
  ];
}

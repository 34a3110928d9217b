import { componentStateLabels, type ComponentState } from "#lib/catalog/terms";
import { formatDuration, formatInstant } from "#lib/core/time";
import { incidentStateLabels, type IncidentImpact, type IncidentState } from "#lib/incidents/terms";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Prose, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { componentTones, incidentTone } from "./parts/palette.ts";
import { factLines, paragraphs, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";

export interface IncidentUpdateProps {
  portalName: string;
  /** The customer this goes to; absent for a subscriber of the public page. */
  audienceName?: string;
  timeZone: string;
  title: string;
  url: string;
  state: IncidentState;
  impact: IncidentImpact;
  startedAt: number;
  resolvedAt?: number;
  /** What this reader uses and sees, under the reader's own names. */
  affected: { name: string; state: ComponentState }[];
  nextUpdateDueAt?: number;
  postedAt: number;
  /** From `renderMarkdown` and `renderPlainText` of the same text. */
  bodyHtml: string;
  bodyText: string;
  note?: NoteProps;
  footer: SubscriptionFooterProps;
}

/** Stable for all updates of an incident, since mail programs thread by it too. */
export function subject({ portalName, title }: IncidentUpdateProps): string {
  return `[${portalName}] ${title}`;
}

export function Html(props: IncidentUpdateProps) {
  const { portalName, audienceName, title, url, state, impact, bodyHtml, note, footer } = props;
  return (
    <Layout portalName={portalName} audienceName={audienceName} preheader={preheader(props)} footer={<SubscriptionFooter {...footer} about="incident" />}>
      <Title>{title}</Title>
      <Facts facts={incidentFacts(props)} tone={incidentTone(state, impact)} />
      <Prose html={bodyHtml} />
      {note !== undefined && <Note customerName={note.customerName} html={note.html} />}
      <Action href={url}>Read the timeline</Action>
    </Layout>
  );
}

export function text(props: IncidentUpdateProps): string {
  const { title, bodyText, note, url, footer } = props;
  return paragraphs(
    titled(title),
    factLines(incidentFacts(props)),
    bodyText,
    note && `${titled(`For ${note.customerName}`, "-")}\n${note.text}`,
    `Read the timeline: ${url}`,
    subscriptionFooterText(footer, "incident"),
  );
}

function incidentFacts(props: IncidentUpdateProps): Fact[] {
  const { state, impact, affected, startedAt, timeZone, nextUpdateDueAt, postedAt } = props;
  const facts: Fact[] = [{ name: "State", lines: [{ text: incidentStateLabels[state], tone: incidentTone(state, impact) }] }];
  const components = affected.map(({ name, state: now }) => ({ text: `${name}: ${componentStateLabels[now].toLowerCase()}`, tone: componentTones[now] }));
  if (components.length > 0) facts.push({ name: affectedLabel(props), lines: components });
  facts.push({ name: "Since", lines: [{ text: formatInstant(startedAt, timeZone, "full") }] });
  if (props.resolvedAt !== undefined) facts.push({ name: "Until", lines: [{ text: `${formatInstant(props.resolvedAt, timeZone, "full")}, ${formatDuration(props.resolvedAt - startedAt)} in all` }] });
  if (nextUpdateDueAt !== undefined) facts.push({ name: "Next update", lines: [{ text: `by ${dueTime(nextUpdateDueAt, postedAt, timeZone)}` }] });
  return facts;
}

function affectedLabel({ audienceName, state }: IncidentUpdateProps): string {
  if (audienceName === undefined) return "Affected";
  return state === "resolved" ? "Affected you" : "Affects you";
}

function preheader(props: IncidentUpdateProps): string {
  const { state, nextUpdateDueAt, postedAt, timeZone, bodyText } = props;
  const due = nextUpdateDueAt === undefined ? "" : ` Next update by ${dueTime(nextUpdateDueAt, postedAt, timeZone)}.`;
  return `${incidentStateLabels[state]}.${due} ${bodyText.replace(/\s+/g, " ")}`.slice(0, 180);
}

// A promise for the same day needs no date.
function dueTime(at: number, postedAt: number, timeZone: string): string {
  const isSameDay = formatInstant(at, timeZone, "date") === formatInstant(postedAt, timeZone, "date");
  return formatInstant(at, timeZone, isSameDay ? "timeUtc" : "full");
}

import type { ComponentState } from "#lib/catalog/terms";
import { sayDuration, sayInstant } from "#lib/core/time-words";
import type { Language } from "#lib/customers/terms";
import type { IncidentImpact, IncidentState } from "#lib/incidents/terms";
import type { Branded } from "./parts/brand.tsx";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Prose, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { componentTones, incidentTone } from "./parts/palette.ts";
import { factLines, noteText, paragraphs, preview, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";
import { mailWords } from "./parts/words.ts";

export interface IncidentUpdateProps extends Branded {
  portalName: string;
  language: Language;
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
  /** What was measured of this customer alone, when this was written. */
  measured?: string;
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
  const { portalName, language, audienceName, title, url, state, impact, bodyHtml, note, footer } = props;
  return (
    <Layout portalName={portalName} language={language} brand={props.brand} audienceName={audienceName} preheader={preheader(props)} footer={<SubscriptionFooter {...footer} language={language} about="incident" />}>
      <Title>{title}</Title>
      <Facts facts={incidentFacts(props)} tone={incidentTone(state, impact)} />
      <Prose html={bodyHtml} />
      {note !== undefined && <Note customerName={note.customerName} html={note.html} language={language} />}
      <Action href={url}>{mailWords[language].readTimeline}</Action>
    </Layout>
  );
}

export function text(props: IncidentUpdateProps): string {
  const { language, title, bodyText, note, url, footer } = props;
  return paragraphs(titled(title), factLines(incidentFacts(props)), bodyText, noteText(note, language), `${mailWords[language].readTimeline}: ${url}`, subscriptionFooterText({ ...footer, language, about: "incident" }));
}

function incidentFacts(props: IncidentUpdateProps): Fact[] {
  const { language, state, impact, affected, startedAt, timeZone: zone, nextUpdateDueAt } = props;
  const words = mailWords[language];
  const full = (at: number) => sayInstant(at, { zone, language, style: "full" });
  const facts: Fact[] = [{ name: words.state, lines: [{ text: words.incidentStates[state], tone: incidentTone(state, impact) }] }];
  const components = affected.map(({ name, state: now }) => ({ text: `${name}: ${inSentence(words.componentStates[now], language)}`, tone: componentTones[now] }));
  if (components.length > 0) facts.push({ name: affectedLabel(props), lines: components });
  facts.push({ name: words.since, lines: [{ text: full(startedAt) }] });
  if (props.resolvedAt !== undefined) facts.push({ name: words.until, lines: [{ text: `${full(props.resolvedAt)}, ${words.inAll(sayDuration(props.resolvedAt - startedAt, language))}` }] });
  if (props.measured !== undefined) facts.push({ name: words.measured, lines: [{ text: props.measured }] });
  if (nextUpdateDueAt !== undefined) facts.push({ name: words.nextUpdate, lines: [{ text: words.by(dueTime(nextUpdateDueAt, props)) }] });
  return facts;
}

function affectedLabel({ language, audienceName, state }: IncidentUpdateProps): string {
  const words = mailWords[language];
  if (audienceName === undefined) return words.affected;
  return state === "resolved" ? words.affectedYou : words.affectsYou;
}

function preheader(props: IncidentUpdateProps): string {
  const { language, state, nextUpdateDueAt, bodyText } = props;
  const words = mailWords[language];
  const due = nextUpdateDueAt === undefined ? "" : ` ${words.nextUpdateBy(dueTime(nextUpdateDueAt, props))}`;
  return preview(`${words.incidentStates[state]}.${due}`, bodyText);
}

// German adjectives stand after a colon as they stand alone.
function inSentence(words: string, language: Language): string {
  return language === "en" ? words.toLowerCase() : `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

// A promise for the same day needs no date.
function dueTime(at: number, { postedAt, timeZone: zone, language }: IncidentUpdateProps): string {
  const day = (instant: number) => sayInstant(instant, { zone, language, style: "date" });
  return sayInstant(at, { zone, language, style: day(at) === day(postedAt) ? "timeUtc" : "full" });
}

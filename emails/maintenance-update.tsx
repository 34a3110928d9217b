import { saySpan } from "#lib/core/time-words";
import type { Language } from "#lib/customers/terms";
import type { MaintenanceState, MaintenanceUpdateKind } from "#lib/maintenance/terms";
import type { Branded } from "./parts/brand.tsx";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Prose, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { maintenanceTone } from "./parts/palette.ts";
import { factLines, noteText, paragraphs, preview, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";
import { mailWords } from "./parts/words.ts";

export interface MaintenanceUpdateProps extends Branded {
  portalName: string;
  language: Language;
  audienceName?: string;
  timeZone: string;
  title: string;
  url: string;
  state: MaintenanceState;
  /** What this update tells. */
  news: MaintenanceUpdateKind;
  startsAt: number;
  endsAt: number;
  /** The times before, where it changed them. */
  earlier?: { startsAt: number; endsAt: number };
  /** Names of components this reader uses and sees. */
  affected: string[];
  bodyHtml: string;
  bodyText: string;
  note?: NoteProps;
  footer: SubscriptionFooterProps;
}

export function subject({ portalName, title }: MaintenanceUpdateProps): string {
  return `[${portalName}] ${title}`;
}

export function Html(props: MaintenanceUpdateProps) {
  const { portalName, language, audienceName, title, url, state, bodyHtml, bodyText, note, footer } = props;
  const preheader = preview(`${newsOf(props)}: ${spanLines(props, props)[0]}.`, bodyText);
  return (
    <Layout portalName={portalName} language={language} brand={props.brand} audienceName={audienceName} preheader={preheader} footer={<SubscriptionFooter {...footer} language={language} about="maintenance" />}>
      <Title>{title}</Title>
      <Facts facts={maintenanceFacts(props)} tone={maintenanceTone(state)} />
      <Prose html={bodyHtml} />
      {note !== undefined && <Note customerName={note.customerName} html={note.html} language={language} />}
      <Action href={url}>{mailWords[language].seeMaintenance}</Action>
    </Layout>
  );
}

export function text(props: MaintenanceUpdateProps): string {
  const { language, title, bodyText, note, url, footer } = props;
  return paragraphs(titled(title), factLines(maintenanceFacts(props)), bodyText, noteText(note, language), `${mailWords[language].seeMaintenance}: ${url}`, subscriptionFooterText({ ...footer, language, about: "maintenance" }));
}

function maintenanceFacts(props: MaintenanceUpdateProps): Fact[] {
  const { language, state, earlier, affected, audienceName } = props;
  const words = mailWords[language];
  const facts: Fact[] = [
    { name: words.maintenance, lines: [{ text: newsOf(props), tone: maintenanceTone(state) }] },
    { name: words.when, lines: spanLines(props, props).map((line) => ({ text: line })) },
  ];
  if (earlier) facts.push({ name: words.before, lines: spanLines(props, earlier).map((line) => ({ text: line })) });
  if (affected.length > 0) facts.push({ name: audienceName === undefined ? words.affected : words.affectsYou, lines: affected.map((name) => ({ text: name })) });
  return facts;
}

function newsOf({ language, news, state }: MaintenanceUpdateProps): string {
  return mailWords[language].maintenanceNews[news] ?? mailWords[language].maintenanceStates[state];
}

// In the reader's own time, and in UTC where that is another one.
function spanLines({ timeZone, language }: MaintenanceUpdateProps, { startsAt, endsAt }: { startsAt: number; endsAt: number }): string[] {
  const [local, utc] = [timeZone, "UTC"].map((zone) => saySpan({ from: startsAt, until: endsAt }, { zone, language }));
  return local === undefined || utc === undefined ? [] : isSameClock(local, utc) ? [local] : [local, utc];
}

// London in winter reads the same clock as UTC.
function isSameClock(left: string, right: string): boolean {
  const clock = (line: string) => line.slice(0, line.lastIndexOf(" "));
  return clock(left) === clock(right);
}

import { Section, Text } from "react-email";
import { sayDuration, sayInstant, saySpan } from "#lib/core/time-words";
import type { Language } from "#lib/customers/terms";
import type { IncidentImpact, IncidentState } from "#lib/incidents/terms";
import type { MaintenanceState, MaintenanceUpdateKind } from "#lib/maintenance/terms";
import type { Branded } from "./parts/brand.tsx";
import { Layout, Paragraph, Prose, Small, SmallLink, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { incidentTone, light, lightTones, maintenanceTone, marks, type Tone } from "./parts/palette.ts";
import { noteText, paragraphs, preview, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";
import { mailWords, type MailWords } from "./parts/words.ts";

export interface DigestPost {
  kind: "incident_update" | "maintenance_update" | "announcement" | "postmortem";
  postedAt: number;
  state: IncidentState | MaintenanceState | null;
  news?: MaintenanceUpdateKind;
  bodyHtml: string;
  bodyText: string;
  note?: NoteProps;
}

export interface DigestStory {
  title: string;
  url: string;
  kind: "incident" | "maintenance" | "announcement";
  /** How it stands now. */
  state: IncidentState | MaintenanceState | null;
  impact: IncidentImpact;
  startedAt: number;
  endedAt: number | null;
  scheduledUntil: number | null;
  /** Newest first. */
  posts: DigestPost[];
}

export interface DigestProps extends Branded {
  portalName: string;
  language: Language;
  audienceName?: string;
  timeZone: string;
  madeAt: number;
  stories: DigestStory[];
  footer: SubscriptionFooterProps;
}

export function subject(props: DigestProps): string {
  return `[${props.portalName}] ${headline(props)}`;
}

export function Html(props: DigestProps) {
  const { portalName, language, audienceName, stories, footer } = props;
  const words = mailWords[language];
  return (
    <Layout portalName={portalName} language={language} brand={props.brand} audienceName={audienceName} preheader={preview(words.digestLead(stories.length), stories.map((story) => story.title).join(", "))} footer={<SubscriptionFooter {...footer} language={language} about="digest" />}>
      <Title>{headline(props)}</Title>
      <Paragraph>{words.digestLead(stories.length)}</Paragraph>
      {stories.map((story) => <Story key={story.url} story={story} {...props} />)}
    </Layout>
  );
}

function Story({ story, ...props }: DigestProps & { story: DigestStory }) {
  const words = mailWords[props.language];
  const tone = toneOf(story);
  return (
    <Section className={`b-${tone}`} style={{ margin: "28px 0 0", borderLeft: `3px solid ${lightTones[tone]}`, paddingLeft: 16 }}>
      <Small>{words[story.kind]}</Small>
      <h2 className="c-ink" style={{ margin: 0, fontSize: 18, lineHeight: "25px", fontWeight: 650, color: light.ink, overflowWrap: "anywhere" }}>{story.title}</h2>
      <Text className="c-ink" style={{ margin: "4px 0 0", fontSize: 14, lineHeight: "22px", color: light.ink }}>
        <span aria-hidden="true" className={`c-${tone}`} style={{ color: lightTones[tone], fontWeight: 700 }}>{marks[tone]}</span>
        {` ${standingOf(story, props)}`}
      </Text>
      {story.posts.map((post) => (
        <Section key={`${post.postedAt} ${post.kind} ${post.bodyText}`} style={{ margin: "14px 0 0" }}>
          <Small>{`${timeOf(post, props)} · ${labelOf(post, words)}`}</Small>
          <Prose html={post.bodyHtml} />
          {post.note !== undefined && <Note customerName={post.note.customerName} html={post.note.html} language={props.language} />}
        </Section>
      ))}
      <Text style={{ margin: "12px 0 0", fontSize: 13, lineHeight: "20px" }}><SmallLink href={story.url}>{linkOf(story, words)}</SmallLink></Text>
    </Section>
  );
}

export function text(props: DigestProps): string {
  const { language, stories, footer } = props;
  const words = mailWords[language];
  const parts = stories.flatMap((story) => [
    titled(`${words[story.kind]}: ${story.title}`, "-"),
    standingOf(story, props),
    ...story.posts.flatMap((post) => [`${timeOf(post, props)} · ${labelOf(post, words)}\n${post.bodyText}`, noteText(post.note, language)]),
    `${linkOf(story, words)}: ${story.url}`,
  ]);
  return paragraphs(titled(headline(props)), words.digestLead(stories.length), ...parts, subscriptionFooterText({ ...footer, language, about: "digest" }));
}

// What is over is said as over, with how long it lasted.
function standingOf({ kind, state, startedAt, endedAt, scheduledUntil }: DigestStory, { language, timeZone: zone }: DigestProps): string {
  const words = mailWords[language];
  const full = (at: number) => sayInstant(at, { zone, language, style: "full" });
  if (kind === "announcement") return `${words.from} ${full(startedAt)}${scheduledUntil === null ? "" : `, ${words.until.toLowerCase()} ${full(scheduledUntil)}`}`;
  if (kind === "maintenance") return `${state === null ? "" : `${stateWords(state, words)}, `}${saySpan({ from: startedAt, until: scheduledUntil ?? startedAt }, { zone, language })}`;
  const now = state === null ? words.incident : stateWords(state, words);
  return endedAt === null ? `${now}, ${words.since.toLowerCase()} ${full(startedAt)}` : `${now} ${full(endedAt)}, ${words.inAll(sayDuration(endedAt - startedAt, language))}`;
}

function linkOf({ kind }: DigestStory, words: MailWords): string {
  switch (kind) {
    case "incident": return words.readTimeline;
    case "maintenance": return words.seeMaintenance;
    case "announcement": return words.readAnnouncement;
  }
}

function stateWords(state: IncidentState | MaintenanceState, words: MailWords): string {
  return { ...words.incidentStates, ...words.maintenanceStates }[state];
}

function labelOf({ kind, state, news }: DigestPost, words: MailWords): string {
  if (kind === "postmortem" || kind === "announcement") return words[kind];
  return (news && words.maintenanceNews[news]) ?? (state === null ? words.incident : stateWords(state, words));
}

function toneOf({ kind, state, impact }: DigestStory): Tone {
  if (kind === "announcement" || state === null) return "unknown";
  if (state === "scheduled" || state === "in_progress" || state === "verifying" || state === "completed" || state === "cancelled") return maintenanceTone(state);
  return incidentTone(state, impact);
}

function headline({ language, madeAt, timeZone: zone }: DigestProps): string {
  return `${mailWords[language].digest}, ${sayInstant(madeAt, { zone, language, style: "date" })}`;
}

function timeOf({ postedAt }: DigestPost, { timeZone: zone, language }: DigestProps): string {
  return sayInstant(postedAt, { zone, language, style: "full" });
}

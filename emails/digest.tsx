import { Section, Text } from "react-email";
import { sayInstant } from "#lib/core/time-words";
import type { Language } from "#lib/customers/terms";
import { Layout, Paragraph, Prose, Small, SmallLink, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { light, lightTones, marks, type Tone } from "./parts/palette.ts";
import { noteText, paragraphs, preview, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";
import { mailWords } from "./parts/words.ts";

export interface DigestPost {
  postedAt: number;
  /** Its state in words, or what it is. */
  label: string;
  bodyHtml: string;
  bodyText: string;
  note?: NoteProps;
}

export interface DigestStory {
  title: string;
  url: string;
  /** Incident, maintenance or announcement, in words. */
  kind: string;
  /** How it stands now, in words. */
  standing: string;
  tone: Tone;
  isOver: boolean;
  /** Newest first. */
  posts: DigestPost[];
}

export interface DigestProps {
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
    <Layout portalName={portalName} language={language} audienceName={audienceName} preheader={preview(words.digestLead(stories.length), stories.map((story) => story.title).join(", "))} footer={<SubscriptionFooter {...footer} language={language} about="digest" />}>
      <Title>{headline(props)}</Title>
      <Paragraph>{words.digestLead(stories.length)}</Paragraph>
      {stories.map((story) => <Story key={story.url} story={story} {...props} />)}
    </Layout>
  );
}

function Story({ story, ...props }: DigestProps & { story: DigestStory }) {
  return (
    <Section className={`b-${story.tone}`} style={{ margin: "26px 0 0", borderLeft: `3px solid ${lightTones[story.tone]}`, paddingLeft: 16 }}>
      <Small>{story.kind}</Small>
      <h2 className="c-ink" style={{ margin: 0, fontSize: 18, lineHeight: "25px", fontWeight: 650, color: light.ink, overflowWrap: "anywhere" }}>{story.title}</h2>
      <Text className="c-ink" style={{ margin: "4px 0 0", fontSize: 14, lineHeight: "22px", color: light.ink }}>
        <span aria-hidden="true" className={`c-${story.tone}`} style={{ color: lightTones[story.tone], fontWeight: 700 }}>{marks[story.tone]}</span>
        {` ${standingOf(story, props)}`}
      </Text>
      {story.posts.map((post) => (
        <Section key={post.postedAt + post.label} style={{ margin: "14px 0 0" }}>
          <Small>{`${timeOf(post, props)} · ${post.label}`}</Small>
          <Prose html={post.bodyHtml} />
          {post.note !== undefined && <Note customerName={post.note.customerName} html={post.note.html} language={props.language} />}
        </Section>
      ))}
      <Small><SmallLink href={story.url}>{mailWords[props.language].readAnnouncement}</SmallLink></Small>
    </Section>
  );
}

export function text(props: DigestProps): string {
  const { language, stories, footer } = props;
  const words = mailWords[language];
  const parts = stories.flatMap((story) => [
    titled(`${story.kind}: ${story.title}`, "-"),
    standingOf(story, props),
    ...story.posts.flatMap((post) => [`${timeOf(post, props)} · ${post.label}\n${post.bodyText}`, noteText(post.note, language)]),
    `${words.readAnnouncement}: ${story.url}`,
  ]);
  return paragraphs(titled(headline(props)), words.digestLead(stories.length), ...parts, subscriptionFooterText({ ...footer, language, about: "digest" }));
}

function standingOf(story: DigestStory, { language }: DigestProps): string {
  return story.isOver ? `${story.standing} (${mailWords[language].over})` : story.standing;
}

function headline({ language, madeAt, timeZone: zone }: DigestProps): string {
  return `${mailWords[language].digest}, ${sayInstant(madeAt, { zone, language, style: "date" })}`;
}

function timeOf({ postedAt }: DigestPost, { timeZone: zone, language }: DigestProps): string {
  return sayInstant(postedAt, { zone, language, style: "full" });
}

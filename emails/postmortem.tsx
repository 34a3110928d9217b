import { sayDuration, sayInstant } from "#lib/core/time-words";
import type { Language } from "#lib/customers/terms";
import type { Branded } from "./parts/brand.tsx";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Prose, Title } from "./parts/layout.tsx";
import { Note, type NoteProps } from "./parts/note.tsx";
import { factLines, noteText, paragraphs, preview, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";
import { mailWords } from "./parts/words.ts";

export interface PostmortemProps extends Branded {
  portalName: string;
  language: Language;
  audienceName?: string;
  timeZone: string;
  title: string;
  url: string;
  startedAt: number;
  resolvedAt?: number;
  bodyHtml: string;
  bodyText: string;
  note?: NoteProps;
  footer: SubscriptionFooterProps;
}

/** The incident's own subject, so that it stands in the same conversation. */
export function subject({ portalName, title }: PostmortemProps): string {
  return `[${portalName}] ${title}`;
}

export function Html(props: PostmortemProps) {
  const { portalName, language, audienceName, title, url, bodyHtml, bodyText, note, footer } = props;
  const words = mailWords[language];
  return (
    <Layout portalName={portalName} language={language} brand={props.brand} audienceName={audienceName} preheader={preview(`${words.postmortem}.`, bodyText)} footer={<SubscriptionFooter {...footer} language={language} about="incident" />}>
      <Title>{`${words.postmortem}: ${title}`}</Title>
      <Facts facts={postmortemFacts(props)} tone="operational" />
      <Prose html={bodyHtml} />
      {note !== undefined && <Note customerName={note.customerName} html={note.html} language={language} />}
      <Action href={url}>{words.readPostmortem}</Action>
    </Layout>
  );
}

export function text(props: PostmortemProps): string {
  const { language, title, bodyText, note, url, footer } = props;
  const words = mailWords[language];
  return paragraphs(titled(`${words.postmortem}: ${title}`), factLines(postmortemFacts(props)), bodyText, noteText(note, language), `${words.readPostmortem}: ${url}`, subscriptionFooterText({ ...footer, language, about: "incident" }));
}

function postmortemFacts({ language, timeZone: zone, startedAt, resolvedAt }: PostmortemProps): Fact[] {
  const words = mailWords[language];
  const full = (at: number) => sayInstant(at, { zone, language, style: "full" });
  const facts: Fact[] = [{ name: words.from, lines: [{ text: full(startedAt) }] }];
  if (resolvedAt !== undefined) facts.push({ name: words.until, lines: [{ text: `${full(resolvedAt)}, ${words.inAll(sayDuration(resolvedAt - startedAt, language))}` }] });
  return facts;
}

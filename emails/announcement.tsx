import { sayInstant } from "#lib/core/time-words";
import type { Language } from "#lib/customers/terms";
import type { Branded } from "./parts/brand.tsx";
import { Facts, type Fact } from "./parts/facts.tsx";
import { Action, Layout, Prose, Title } from "./parts/layout.tsx";
import { factLines, paragraphs, preview, titled } from "./parts/plain-text.ts";
import { SubscriptionFooter, subscriptionFooterText, type SubscriptionFooterProps } from "./parts/subscription-footer.tsx";
import { mailWords } from "./parts/words.ts";

export interface AnnouncementProps extends Branded {
  portalName: string;
  language: Language;
  audienceName?: string;
  timeZone: string;
  title: string;
  url: string;
  beginsAt: number;
  /** Absent where it holds until further notice. */
  endsAt?: number;
  /** Names of components it is about. */
  affected: string[];
  bodyHtml: string;
  bodyText: string;
  footer: SubscriptionFooterProps;
}

export function subject({ portalName, title }: AnnouncementProps): string {
  return `[${portalName}] ${title}`;
}

export function Html(props: AnnouncementProps) {
  const { portalName, language, audienceName, title, url, bodyHtml, bodyText, footer } = props;
  const words = mailWords[language];
  return (
    <Layout portalName={portalName} language={language} brand={props.brand} audienceName={audienceName} preheader={preview(`${words.announcement}.`, bodyText)} footer={<SubscriptionFooter {...footer} language={language} about="announcement" />}>
      <Title>{title}</Title>
      <Facts facts={announcementFacts(props)} tone="unknown" />
      <Prose html={bodyHtml} />
      <Action href={url}>{words.readAnnouncement}</Action>
    </Layout>
  );
}

export function text(props: AnnouncementProps): string {
  const { language, title, bodyText, url, footer } = props;
  return paragraphs(titled(title), factLines(announcementFacts(props)), bodyText, `${mailWords[language].readAnnouncement}: ${url}`, subscriptionFooterText({ ...footer, language, about: "announcement" }));
}

function announcementFacts({ language, timeZone: zone, beginsAt, endsAt, affected }: AnnouncementProps): Fact[] {
  const words = mailWords[language];
  const full = (at: number) => sayInstant(at, { zone, language, style: "full" });
  const facts: Fact[] = [{ name: words.from, lines: [{ text: full(beginsAt) }] }];
  if (endsAt !== undefined) facts.push({ name: words.until, lines: [{ text: full(endsAt) }] });
  if (affected.length > 0) facts.push({ name: words.about, lines: affected.map((name) => ({ text: name })) });
  return facts;
}

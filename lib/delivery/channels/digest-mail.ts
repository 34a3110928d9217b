import type { EmailProps } from "#emails/render-email";
import { renderMarkdown, renderPlainText } from "#lib/core/markdown";
import { env } from "#lib/platform/env";
import type { StoryWords } from "../queries/stories/story.ts";
import type { Letter, Notice } from "../terms.ts";
import { places } from "./letter.ts";
import { footerOf, noteOf } from "./notice-mail.ts";
import { loadTemplates, mailHost } from "./personal-mail.ts";
import { subscriberMail } from "./subscriber-mail.ts";

export interface DigestPost {
  notice: Notice;
  standing: StoryWords["standing"];
}

interface Digest {
  /** Names this digest in its mails' ids. */
  key: string;
  reader: Pick<Notice, "portalName" | "customer" | "language" | "timeZone" | "brand" | "from">;
  isShared: boolean;
  /** Oldest first. */
  posts: readonly DigestPost[];
  madeAt: number;
}

type Props = EmailProps["digest"];

/** One mail with all that was collected, a section a story. */
export async function renderDigestMail({ key, reader, isShared, posts, madeAt }: Digest): Promise<Letter> {
  const { portalName, customer, language, timeZone, brand } = reader;
  const { renderEmail } = await loadTemplates();
  const stories = [...Map.groupBy(posts, (post) => post.notice.storyId).values()].map(storyOf).toSorted((left, right) => Number(left.endedAt !== null) - Number(right.endedAt !== null));
  const page = `${env.APP_URL}/unsubscribe/${places.unsubscribe}`;
  return subscriberMail(
    { from: reader.from ?? env.MAIL_FROM, host: mailHost(), portalName, audience: customer?.slug ?? null, updateId: key, subscriberId: places.subscriber, unsubscribeUrl: isShared ? page : `${page}/one-click`, isShared },
    await renderEmail("digest", { portalName, language, timeZone, ...(brand ? { brand } : {}), ...(customer ? { audienceName: customer.name } : {}), madeAt, stories, footer: footerOf(reader, { stop: "stop=digest", isShared }) }),
  );
}

function storyOf(posts: DigestPost[]): Props["stories"][number] {
  const newest = posts.at(-1);
  if (!newest) throw new Error("A story of a digest has posts.");
  const { notice, standing } = newest;
  const kind = notice.kind === "maintenance_update" ? "maintenance" : notice.kind === "announcement" ? "announcement" : "incident";
  const startedAt = (kind === "incident" ? notice.startedAt : notice.scheduledFor) ?? notice.occurredAt;
  return { title: notice.title, url: notice.url, kind, state: standing.state, impact: notice.impact, startedAt, endedAt: standing.endedAt, scheduledUntil: notice.scheduledUntil, posts: posts.toReversed().map(({ notice: each }) => postOf(each)) };
}

function postOf(notice: Notice): Props["stories"][number]["posts"][number] {
  const { kind, postedAt, state, news, body } = notice;
  if (kind === "statement" || kind === "test") throw new Error(`A digest carries no ${kind}.`);
  return { kind, postedAt, state, ...(news ? { news } : {}), bodyHtml: renderMarkdown(body), bodyText: renderPlainText(body), ...noteOf(notice) };
}

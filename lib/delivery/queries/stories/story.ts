import type { MailBrand } from "#lib/branding/terms";
import type { ReadDb } from "#db/open";
import type { Context } from "#lib/access/context";
import type { Language } from "#lib/customers/terms";
import type { Notice, PostKind } from "../../terms.ts";
import type { PostScope } from "../concerned.ts";

/** A post as the fan-out knows it, whatever it is a post of. */
export interface Post {
  kind: PostKind;
  postId: string;
  /** What its messages thread under and overtake each other in. */
  storyId: string;
  code: string;
  occurredAt: number;
  recordedAt: number;
  /** Told to nobody. */
  isQuiet: boolean;
  isFirst: boolean;
  isLast: boolean;
  scope: PostScope;
  /** Posts that this one overtakes: recorded before it, of nothing later. A late account of what happened earlier overtakes no news. */
  olderIds: string[];
}

/** Who reads one rendering. */
export interface Reader {
  portalName: string;
  portalUrl: string;
  /** Null for the public page. */
  customer: { id: string; slug: string; name: string } | null;
  language: Language;
  timeZone: string;
  /** Whom its mails come from; MAIL_FROM where nothing else was set. */
  from?: string | undefined;
  brand?: MailBrand;
}

/** What the fan-out asks of each kind of story. */
export interface Story {
  findPost(read: ReadDb, postId: string): Promise<Post | null>;
  /** Whether a post that overtakes this one has been posted meanwhile. */
  isOvertaken(read: ReadDb, post: Post): Promise<boolean>;
  /** The post as the context's audience reads it on its page; null where it may not see it. */
  findWords(ctx: Context, post: Post): Promise<StoryWords | null>;
}

export interface StoryWords {
  write: (reader: Reader) => Notice;
  /** How the story stands now, whatever this post says. */
  standing: { state: Notice["state"]; endedAt: number | null };
}

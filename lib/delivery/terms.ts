import type { MailBrand } from "../branding/terms.ts";
import type { ComponentState } from "../catalog/terms.ts";
import type { Language } from "../customers/terms.ts";
import type { IncidentImpact, IncidentState } from "../incidents/terms.ts";
import type { MaintenanceState, MaintenanceUpdateKind } from "../maintenance/terms.ts";

/** The ways a reader may be told. */
export const channels = ["email", "webhook", "slack", "teams", "google_chat", "discord", "sms", "push"] as const;
export type Channel = (typeof channels)[number];

/** The body a webhook gets: ours, or Statuspage's own. */
export const payloadForms = ["candor", "statuspage"] as const;
export type PayloadForm = (typeof payloadForms)[number];

/** Every way but mail leads to an endpoint. */
export type EndpointChannel = Exclude<Channel, "email">;
export const endpointChannels = ["webhook", "slack", "teams", "google_chat", "discord", "sms", "push"] as const satisfies readonly EndpointChannel[];

/**
 * unknown: it may have left and asking again could double it; superseded: a newer update of its incident overtook it;
 * collected: waits for its reader's daily digest, which carries it.
 */
export const deliveryStates = ["queued", "sending", "sent", "superseded", "suppressed", "dead", "unknown", "collected"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** incident: goes to subscribers; personal: asked for by the addressee (sign-in, confirmation, invitation), first in the queue. */
export const deliveryKinds = ["incident_update", "maintenance_update", "announcement", "postmortem", "statement", "digest", "test", "personal"] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** What is written for many. */
export type PostKind = Exclude<DeliveryKind, "personal" | "digest" | "test" | "statement">;

/** The message as it was rendered when it was queued: a retry sends the same bytes. */
export interface FrozenMessage {
  to: string;
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/** A message to many: in its words and headers stand places where each reader's own facts go. */
export type Letter = Omit<FrozenMessage, "to">;

/** What goes to a webhook, a chat room, a telephone or a browser, with the same places in its body. */
export interface Parcel {
  contentType: string;
  body: string;
}

/** One reader's own message: a mail, or what goes to its endpoint. */
export type ReaderMessage = FrozenMessage | Parcel;

/**
 * One post as one audience reads it, in one language and time zone: what every channel draws its message from.
 * It is made of the view its page is made of, so that no channel can say more, or other things, than the page.
 */
export interface Notice {
  kind: Exclude<DeliveryKind, "personal" | "digest">;
  /** What messages of one story thread under. */
  storyId: string;
  postId: string;
  portalName: string;
  /** Null for the public page. */
  customer: { id: string; slug: string; name: string } | null;
  /** Whom its mails come from; MAIL_FROM where nothing else was set. */
  from?: string | undefined;
  /** How its mails look; as they come where it is left out. */
  brand?: MailBrand;
  language: Language;
  timeZone: string;
  title: string;
  /** Its page for this audience. */
  url: string;
  /** An incident's or a maintenance's state as its page says it; null for an announcement. */
  state: IncidentState | MaintenanceState | null;
  impact: IncidentImpact;
  /** Whether it begins or ends its story. */
  isFirst: boolean;
  isLast: boolean;
  /** What it touches of what this audience knows, by the audience's names. */
  affected: { name: string; state: ComponentState }[];
  startedAt: number | null;
  /** When the story was over. */
  endedAt: number | null;
  /** Of planned work, and of an announcement: from and until. */
  scheduledFor: number | null;
  scheduledUntil: number | null;
  nextUpdateDueAt: number | null;
  occurredAt: number;
  postedAt: number;
  /** Markdown or HTML as written: draw it with `renderMarkdown` or `renderPlainText`. */
  body: string;
  /** What only this customer reads beside it. */
  note: string | null;
  /** What was measured of this customer alone, in one sentence, as it was when this was written. */
  measured?: string | null;
  /** What a maintenance's update tells beside its words, and the times that it changed. */
  news?: MaintenanceUpdateKind;
  earlierFor?: number | null;
  earlierUntil?: number | null;
}

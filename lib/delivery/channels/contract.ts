import type { Parcel } from "../terms.ts";

/** What is sent in one go. Its key stays the same over every try of it. */
export interface Batch<Message> {
  key: string;
  messages: readonly Message[];
  /** Called when its turn has come and it begins to leave: the next batch may be made ready. */
  onLeave?: () => void;
}

export type Outcome = Sent | Failed;

interface Sent {
  deliveryId: string;
  outcome: "sent";
  providerId: string;
  /** What its receiver said, for the endpoint's owner only. */
  answer?: string;
}

interface Failed {
  deliveryId: string;
  outcome: "failed";
  /** The same bytes would fail again. */
  permanent: boolean;
  /** For staff and the owner, in words. Holds no secret and nothing of the answer. */
  reason: string;
  /** It may have left although no answer came. */
  unknown: boolean;
  /** Not before this instant. */
  retryAt?: number;
  /** Asked to slow down: no attempt counts. */
  isThrottled?: boolean;
  /** The provider refuses this portal, not this message. */
  isRefused?: boolean;
  /** There is nobody at this address any more: nothing is sent there again. */
  isGone?: boolean;
  answer?: string;
}

/** How one channel leaves. Mail's `Mailer` is one of these; every other channel is one a message. */
export interface Carrier<Message = Posting> {
  readonly provider: string;
  /** Most messages one batch may hold. */
  readonly maxBatch: number;
  /** Whether a retry under the same key within `keyLifetimeMs` can never send twice. */
  readonly isIdempotent: boolean;
  readonly keyLifetimeMs: number;
  /** How many batches of one process may wait for their answers at once. */
  readonly parallel: number;
  /** One outcome a message, in their order. Never throws for what a receiver does. */
  send(batch: Batch<Message>): Promise<Outcome[]>;
  close(): Promise<void>;
}

/** A parcel on its way to where its endpoint leads now. */
export interface Posting {
  deliveryId: string;
  /** The endpoint's address, opened: it must not be logged. */
  address: string;
  /** What a webhook is signed with, newest first. */
  secrets: readonly string[];
  parcel: Parcel;
}

interface Alone {
  provider: string;
  parallel: number;
  sendOne: (posting: Posting) => Promise<Outcome>;
  close: () => Promise<void>;
}

/** A carrier whose receivers take one message a request and know no keys. */
export function oneByOne({ provider, parallel, sendOne, close }: Alone): Carrier {
  return {
    provider,
    parallel,
    maxBatch: 1,
    isIdempotent: false,
    keyLifetimeMs: 0,
    send: async ({ messages, onLeave }) => {
      onLeave?.();
      return Promise.all(messages.map(sendOne));
    },
    close,
  };
}

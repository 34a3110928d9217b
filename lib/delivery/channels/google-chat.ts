import { oneLine } from "#lib/core/one-line";
import type { Notice, Parcel } from "#lib/delivery/terms";
import { googleChatDialect, toMarked } from "../rules/marked-text.ts";
import { bodyOf, factsOf, stateWord, wordsOf } from "../rules/notice-facts.ts";
import { oneByOne, type Carrier } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

// A message holds 32 kB.
const bodyLimit = 16_000;

/** Cards (v2) in a thread for each story. Mentions are only read in a message's text, of which there is none. */
export function googleChatParcel(notice: Notice): Parcel {
  const escape = (text: string) => googleChatDialect.escape(oneLine(text, 500));
  const card = {
    header: { title: oneLine(notice.title), subtitle: oneLine(`${stateWord(notice)} · ${notice.portalName}`) },
    sections: [
      { widgets: factsOf(notice).map(({ term, value }) => ({ decoratedText: { topLabel: term, text: escape(value), wrapText: true } })) },
      { widgets: [{ textParagraph: { text: toMarked(bodyOf(notice), { dialect: googleChatDialect, limit: bodyLimit }) || escape(notice.title) } }] },
      { widgets: [{ buttonList: { buttons: [{ text: wordsOf(notice).open, onClick: { openLink: { url: notice.url } } }] } }] },
    ].filter((section) => section.widgets.length > 0),
  };
  return { contentType: "application/json; charset=utf-8", body: JSON.stringify({ cardsV2: [{ cardId: notice.postId, card }], thread: { threadKey: notice.storyId } }) };
}

/** https://developers.google.com/workspace/chat/quickstart/webhooks#start-a-thread */
export function googleChatCarrier(around: Surroundings): Carrier {
  const reading = { gone: [403, 404, 410], permanent: [400, 413] };
  return oneByOne({
    provider: "google_chat",
    parallel: 16,
    sendOne: ({ deliveryId, address, parcel }) => post(around, { deliveryId, reading, request: { url: threaded(address), headers: { "content-type": parcel.contentType }, body: parcel.body } }),
    close: async () => {},
  });
}

function threaded(address: string): string {
  const url = new URL(address);
  url.searchParams.set("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
  return url.href;
}

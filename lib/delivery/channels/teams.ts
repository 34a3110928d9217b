import { oneLine } from "#lib/core/one-line";
import type { Notice, Parcel } from "#lib/delivery/terms";
import { quiet, teamsDialect, toMarked } from "../rules/marked-text.ts";
import { bodyOf, factsOf, stateWord, toneOf, wordsOf, type Tone } from "../rules/notice-facts.ts";
import { oneByOne, type Carrier } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

const colours: Record<Tone, string> = { good: "Good", planned: "Accent", minor: "Warning", major: "Attention", critical: "Attention", plain: "Default" };
// A message holds 28 kB.
const bodyLimit = 18_000;

/** An Adaptive Card in the envelope that both incoming webhooks and workflows take. It names no entities, so that it can call nobody. */
export function teamsParcel(notice: Notice): Parcel {
  const escape = (text: string) => teamsDialect.escape(oneLine(text, 500));
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    lang: notice.language,
    fallbackText: quiet(oneLine(`${stateWord(notice)}: ${notice.title}`)),
    body: [
      { type: "TextBlock", text: escape(stateWord(notice)), weight: "Bolder", color: colours[toneOf(notice)], wrap: true },
      { type: "TextBlock", text: escape(notice.title), weight: "Bolder", size: "Large", wrap: true },
      { type: "FactSet", facts: factsOf(notice).map(({ term, value }) => ({ title: term, value: escape(value) })) },
      { type: "TextBlock", text: toMarked(bodyOf(notice), { dialect: teamsDialect, limit: bodyLimit }), wrap: true },
      { type: "TextBlock", text: escape(notice.portalName), isSubtle: true, size: "Small", wrap: true },
    ],
    actions: [{ type: "Action.OpenUrl", title: wordsOf(notice).open, url: notice.url }],
  };
  return { contentType: "application/json", body: JSON.stringify({ type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }] }) };
}

export function teamsCarrier(around: Surroundings): Carrier {
  return oneByOne({
    provider: "teams",
    parallel: 16,
    sendOne: ({ deliveryId, address, parcel }) =>
      post(around, {
        deliveryId,
        reading: {
          gone: [404, 410],
          permanent: [400, 401, 403, 413],
          // Connectors answer 200 and say in the body what went wrong behind them.
          look: ({ status, body }) => {
            const failed = status === 200 ? /HTTP error (\d{3})/.exec(body.toString("utf8"))?.[1] : undefined;
            if (failed === undefined) return null;
            const isThrottled = failed === "429";
            return { reason: `Teams answered ${failed} behind its webhook.`, ...(isThrottled && { isThrottled, retryAt: around.now() + 5_000 }) };
          },
        },
        request: { url: address, headers: { "content-type": parcel.contentType }, body: parcel.body },
      }),
    close: async () => {},
  });
}

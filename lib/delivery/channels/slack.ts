import { oneLine } from "#lib/core/one-line";
import type { Notice, Parcel } from "#lib/delivery/terms";
import { quiet, slackDialect, toMarked } from "../rules/marked-text.ts";
import { bodyOf, cut, factsOf, stateWord, wordsOf } from "../rules/notice-facts.ts";
import { oneByOne, type Carrier } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

// https://docs.slack.dev/reference/block-kit/blocks: 50 blocks, 150 characters a header, 3,000 a section's text, 10 fields of 2,000.
const limits = { header: 150, section: 3_000, fields: 10, field: 2_000, sections: 40 };

export function slackParcel(notice: Notice): Parcel {
  const title = oneLine(`${stateWord(notice)}: ${notice.title}`, limits.header);
  const escape = slackDialect.escape;
  const fields = factsOf(notice).slice(0, limits.fields).map(({ term, value }) => ({ type: "mrkdwn", text: cut(`*${escape(term)}*\n${escape(oneLine(value, limits.field / 6))}`, limits.field), verbatim: true }));
  const blocks = [
    { type: "header", text: { type: "plain_text", text: quiet(title), emoji: false } },
    ...(fields.length > 0 ? [{ type: "section", fields }] : []),
    ...sectionsOf(toMarked(bodyOf(notice), { dialect: slackDialect, limit: limits.section * limits.sections })).map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } })),
    { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: wordsOf(notice).open }, url: notice.url }] },
    { type: "context", elements: [{ type: "mrkdwn", text: escape(oneLine(notice.portalName)), verbatim: true }] },
  ];
  return { contentType: "application/json", body: JSON.stringify({ text: slackDialect.escape(title), parse: "none", link_names: false, unfurl_links: false, unfurl_media: false, blocks }) };
}

// Between paragraphs where it can be, else between lines, so that no mark is cut in two.
function sectionsOf(text: string): string[] {
  const sections: string[] = [];
  let current = "";
  for (const line of text.split("\n").map((each) => cut(each, limits.section))) {
    if (current !== "" && current.length + line.length + 1 > limits.section) {
      sections.push(current);
      current = line;
    } else current = current === "" ? line : `${current}\n${line}`;
  }
  return [...sections, current].map((each) => each.trim()).filter((each) => each !== "").slice(0, limits.sections);
}

/** Incoming webhooks: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
export function slackCarrier(around: Surroundings): Carrier {
  const reading = { gone: [403, 404, 410], permanent: [400, 413] };
  return oneByOne({
    provider: "slack",
    parallel: 16,
    sendOne: ({ deliveryId, address, parcel }) => post(around, { deliveryId, reading, request: { url: address, headers: { "content-type": parcel.contentType }, body: parcel.body } }),
    close: async () => {},
  });
}

import { oneLine } from "#lib/core/one-line";
import type { Notice, Parcel } from "#lib/delivery/terms";
import { discordDialect, toMarked } from "../rules/marked-text.ts";
import { bodyOf, cut, factsOf, stateWord, toneOf, type Tone } from "../rules/notice-facts.ts";
import { oneByOne, type Carrier } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

const colours: Record<Tone, number> = { good: 0x2f_9e_6b, planned: 0x3b_76_d6, minor: 0xc9_9a_1a, major: 0xd9_71_1c, critical: 0xcf_3a_33, plain: 0x70_78_86 };

// https://discord.com/developers/docs/resources/message#embed-object-embed-limits: a title 256, a description 4,096, a field 1,024, 6,000 in all.
const limits = { title: 256, description: 4_096, fieldValue: 1_024, all: 6_000, reserve: 300 };

export function discordParcel(notice: Notice): Parcel {
  const escape = (text: string) => discordDialect.escape(oneLine(text, 400));
  const title = cut(escape(`${stateWord(notice)}: ${notice.title}`), limits.title);
  const fields = factsOf(notice).map(({ term, value }) => ({ name: term, value: cut(escape(value), limits.fieldValue), inline: value.length < 40 }));
  const used = title.length + fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0) + limits.reserve;
  const description = toMarked(bodyOf(notice), { dialect: discordDialect, limit: Math.max(200, Math.min(limits.description, limits.all - used)) });
  const embed = { title, url: notice.url, description, color: colours[toneOf(notice)], fields, timestamp: new Date(notice.postedAt).toISOString(), footer: { text: cut(oneLine(notice.portalName), limits.reserve - 50) } };
  return { contentType: "application/json", body: JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } }) };
}

/** https://discord.com/developers/docs/resources/webhook#execute-webhook; limits in `retry_after` seconds, in the body too. */
export function discordCarrier(around: Surroundings): Carrier {
  const reading = { gone: [404, 410], permanent: [400, 401, 403, 413], providerIdOf: ({ body }: { body: Buffer }) => idOf(body.toString("utf8")) };
  return oneByOne({
    provider: "discord",
    parallel: 16,
    sendOne: ({ deliveryId, address, parcel }) => post(around, { deliveryId, reading, request: { url: waiting(address), headers: { "content-type": parcel.contentType }, body: parcel.body } }),
    close: async () => {},
  });
}

// Only then the answer says whether the message was taken.
function waiting(address: string): string {
  const url = new URL(address);
  url.searchParams.set("wait", "true");
  return url.href;
}

function idOf(text: string): string {
  return /^\s*\{[^{}]*"id"\s*:\s*"(\d{1,25})"/.exec(text)?.[1] ?? "";
}

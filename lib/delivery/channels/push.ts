import { createHash } from "node:crypto";
import webPush from "web-push";
import { z } from "zod";
import { excerpt } from "#lib/core/markdown";
import { oneLine } from "#lib/core/one-line";
import type { Notice, Parcel } from "#lib/delivery/terms";
import { bodyOf, stateWord } from "../rules/notice-facts.ts";
import { oneByOne, type Carrier, type Outcome, type Posting } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

/** What the service worker shows. A newer message of a story takes the place of an older one. */
export function pushParcel(notice: Notice): Parcel {
  const { title, url, storyId } = notice;
  // What a push service takes is 4,096 bytes when encrypted.
  const body = { title: oneLine(`${stateWord(notice)}: ${title}`, 120), body: excerpt(bodyOf(notice), 300), url, tag: storyId };
  return { contentType: "application/json", body: JSON.stringify(body) };
}

/** What a browser says of itself when it wants to be told: https://www.w3.org/TR/push-api/#pushsubscription-interface */
export const PushAddress = z.object({ endpoint: z.url(), keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }) });

export interface Vapid {
  publicKey: string;
  privateKey: string;
  subject: string;
}

const liveSeconds = 4 * 3_600;
const reading = { gone: [404, 410], permanent: [400, 401, 403, 413] };

/** Encrypted for one browser (RFC 8291) and handed to its push service (RFC 8030), which learns nothing but whose it is. */
export function pushCarrier(around: Surroundings, vapid: Vapid): Carrier {
  return oneByOne({ provider: "push", parallel: 16, sendOne: (posting) => sendOne(around, { vapid, posting }), close: async () => {} });
}

async function sendOne(around: Surroundings, { vapid, posting }: { vapid: Vapid; posting: Posting }): Promise<Outcome> {
  const { deliveryId, address, parcel } = posting;
  const request = encrypted(vapid, { address, body: parcel.body });
  if (!request) return { deliveryId, outcome: "failed", permanent: true, unknown: false, isGone: true, reason: "The browser's own keys are not usable." };
  return post(around, { deliveryId, reading, request });
}

function encrypted(vapidDetails: Vapid, { address, body }: { address: string; body: string }) {
  try {
    const subscription = PushAddress.parse(JSON.parse(address));
    const details = webPush.generateRequestDetails(subscription, body, { vapidDetails, TTL: liveSeconds, urgency: "high", topic: topicOf(body) });
    const headers = z.record(z.string(), z.coerce.string()).parse(details.headers);
    delete headers["Content-Length"];
    return { url: details.endpoint, headers, body: details.body ?? Buffer.alloc(0) };
  } catch {
    return null;
  }
}

// A push service keeps the newest message of a topic; a topic is at most 32 characters of base64url.
function topicOf(body: string): string {
  const parsed: unknown = JSON.parse(body);
  const tag = typeof parsed === "object" && parsed !== null && "tag" in parsed ? String(parsed.tag) : "";
  return createHash("sha256").update(tag).digest("base64url").slice(0, 32);
}

import { renderPlainText } from "#lib/core/markdown";
import { oneLine } from "#lib/core/one-line";
import type { Notice, Parcel } from "#lib/delivery/terms";
import type { OutboundAnswer } from "#lib/platform/http";
import { bodyOf, stateWord } from "../rules/notice-facts.ts";
import { fitSegments } from "../rules/segments.ts";
import { oneByOne, type Carrier } from "./contract.ts";
import { post, type Surroundings } from "./http-answer.ts";

export const mostSegments = 3;

/** At most three messages' worth, the link whole at its end. */
export function smsParcel(notice: Notice): Parcel {
  const words = oneLine(`${notice.portalName}: ${stateWord(notice)}. ${notice.title}. ${renderPlainText(bodyOf(notice))}`, 1_000).replace(/\.\. /g, ". ");
  return { contentType: "text/plain", body: fitSegments({ words, end: `\n${notice.url}`, most: mostSegments }) };
}

export interface Twilio {
  accountSid: string;
  authToken: string;
  from: string;
  baseUrl: string;
}

// Errors that say there is nobody to be told there: https://www.twilio.com/docs/api/errors
const goneCodes = new Set([21_211, 21_214, 21_217, 21_610, 21_614]);

/** Twilio's Messages API. https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export function smsCarrier(around: Surroundings, { accountSid, authToken, from, baseUrl }: Twilio): Carrier {
  const url = `${baseUrl.replace(/\/$/, "")}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const headers = { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`, "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const sender: Record<string, string> = from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from };
  return oneByOne({
    provider: "twilio",
    parallel: 8,
    sendOne: ({ deliveryId, address, parcel }) =>
      post(around, {
        deliveryId,
        reading: {
          refused: [401, 403],
          permanent: [400, 404],
          providerIdOf: (answer) => idOf(fieldsOf(answer)),
          look: (answer) => {
            const { code } = fieldsOf(answer);
            if (answer.status < 400 || typeof code !== "number") return null;
            return { reason: `Twilio refused it (${answer.status}, error ${code}).`, ...(goneCodes.has(code) && { isGone: true, permanent: true }) };
          },
        },
        request: { url, headers, body: new URLSearchParams({ To: address, ...sender, Body: parcel.body }).toString() },
      }),
    close: async () => {},
  });
}

function idOf({ sid }: Record<string, unknown>): string {
  return typeof sid === "string" ? sid : "";
}

function fieldsOf({ body }: OutboundAnswer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
  } catch {
    return {};
  }
}

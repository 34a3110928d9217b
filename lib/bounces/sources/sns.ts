import { createVerify, X509Certificate } from "node:crypto";
import { z } from "zod";
import { Failure } from "#lib/core/failure";
import { HOUR } from "#lib/core/time";

const Envelope = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.string(),
  SigningCertURL: z.string(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Fetches a certificate's PEM text. */
export type FetchText = (url: string) => Promise<string>;

// Amazon retries for an hour (its default policy for HTTP), under the timestamp of the first try.
const longestMs = HOUR;
const ofAmazon = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

/**
 * An Amazon SNS message whose signature holds, for our topic, at most an hour old. Throws `forbidden` for all else.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function readEnvelope({ raw, topicArn, now, fetchText }: { raw: string; topicArn: string; now: number; fetchText: FetchText }): Promise<Envelope> {
  const envelope = parse(raw);
  const age = now - Date.parse(envelope.Timestamp);
  if (envelope.TopicArn !== topicArn || !(Math.abs(age) <= longestMs)) throw refused();
  const url = amazonUrl(envelope.SigningCertURL);
  if (!url?.pathname.endsWith(".pem")) throw refused();
  if (!isSigned(envelope, await fetchText(url.href))) throw refused();
  return envelope;
}

/** The address as one of Amazon SNS itself, or null. */
export function amazonUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" && url.port === "" && url.username === "" && ofAmazon.test(url.hostname) ? url : null;
}

function parse(raw: string): Envelope {
  try {
    return Envelope.parse(JSON.parse(raw));
  } catch {
    throw refused();
  }
}

function isSigned(envelope: Envelope, pem: string): boolean {
  try {
    const verifier = createVerify(envelope.SignatureVersion === "1" ? "RSA-SHA1" : "RSA-SHA256");
    return verifier.update(signedText(envelope)).verify(new X509Certificate(pem).publicKey, envelope.Signature, "base64");
  } catch {
    return false;
  }
}

function signedText(envelope: Envelope): string {
  const names = envelope.Type === "Notification" ? (["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const) : (["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const);
  return names.flatMap((name) => (envelope[name] == null ? [] : [`${name}\n${envelope[name]}\n`])).join("");
}

function refused(): Failure {
  return new Failure("forbidden", "The signature does not hold, or it is too old, or it is for another topic.");
}

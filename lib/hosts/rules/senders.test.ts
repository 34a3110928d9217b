import { describe, expect, test } from "vitest";
import { judgeRecord, recordsOf } from "./senders.ts";

const key = "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB";

describe("SPF", () => {
  const judge = (...texts: string[]) => judgeRecord("spf", { texts, include: "amazonses.com" });
  test.each(["v=spf1 include:amazonses.com ~all", "V=SPF1 ip4:192.0.2.1 INCLUDE:amazonses.com -all"])("%s is right, whatever else stands beside it", (text) => {
    expect(judge("google-site-verification=x", text)).toEqual({ isRight: true, sentence: "Right.", found: [text] });
  });
  test.each([
    [[], /No SPF/],
    [["spf1 include:amazonses.com ~all"], /No SPF/],
    [["v=spf10 include:amazonses.com"], /No SPF/],
    [["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], /several/],
    [["v=spf1 include:amazonses.com +all"], /every server/],
    [["v=spf1 include:amazonses.com all"], /every server/],
    [["v=spf1 include:amazonses.com.evil.example -all"], /does not include amazonses\.com/],
    [["v=spf1 ~include:amazonses.com -all"], /does not include/],
  ])("%j is not", (texts, sentence) => {
    expect(judge(...texts)).toMatchObject({ isRight: false, sentence: expect.stringMatching(sentence) });
  });
});

describe("DKIM", () => {
  const judge = (...texts: string[]) => judgeRecord("dkim", { texts, include: null });
  test.each([key, `v=DKIM1; k=rsa; ${key}`, `k=rsa;t=s;${key}`])("%s is right", (text) => {
    expect(judge(text)).toMatchObject({ isRight: true, found: [text] });
  });
  test.each([[[], /No key/], [["v=spf1 -all"], /No key/], [["v=DKIM1; p="], /revoked/], [["v=DKIM1; p= "], /revoked/], [[`v=DKIM2; ${key}`], /no DKIM key/]])("%j is not", (texts, sentence) => {
    expect(judge(...texts)).toMatchObject({ isRight: false, sentence: expect.stringMatching(sentence) });
  });
});

describe("DMARC", () => {
  const judge = (...texts: string[]) => judgeRecord("dmarc", { texts, include: null });
  test.each(["v=DMARC1; p=none", "v=DMARC1;p=reject;rua=mailto:d@acme.example", "v=DMARC1 ; p=Quarantine"])("%s is right", (text) => {
    expect(judge(text)).toMatchObject({ isRight: true });
  });
  test.each([[[], /No DMARC/], [["v=dmarc1; p=none"], /No DMARC/], [["v=DMARC1; p=no"], /no policy/], [["v=DMARC1; rua=mailto:x@y.example"], /no policy/], [["v=DMARC1; p=none", "v=DMARC1; p=reject"], /several/]])("%j is not", (texts, sentence) => {
    expect(judge(...texts)).toMatchObject({ isRight: false, sentence: expect.stringMatching(sentence) });
  });
});

test("each record is looked for where receivers do", () => {
  const records = recordsOf({ domain: "mail.acme.co.example", selector: "s1", envelopeDomain: "send.mail.acme.co.example", include: "amazonses.com" });
  expect(records.map(({ kind, names }) => [kind, names])).toEqual([
    ["spf", ["send.mail.acme.co.example"]],
    ["dkim", ["s1._domainkey.mail.acme.co.example"]],
    ["dmarc", ["_dmarc.mail.acme.co.example", "_dmarc.acme.co.example", "_dmarc.co.example"]],
  ]);
});

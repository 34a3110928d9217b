import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { domainOf, parseEmailAddress, toAsciiDomain } from "./email-address.ts";

describe("an address is accepted in one form", () => {
  it.each([
    ["anna.keller@acme.example", "anna.keller@acme.example"],
    ["  Anna.Keller@ACME.Example \n", "anna.keller@acme.example"],
    ["o'neil+status@mail.acme.co.uk", "o'neil+status@mail.acme.co.uk"],
    ["una@bücher.example", "una@xn--bcher-kva.example"],
    ["una@BÜCHER.example", "una@xn--bcher-kva.example"],
    ["una@xn--bcher-kva.example", "una@xn--bcher-kva.example"],
    ["ａｎｎａ＠ａｃｍｅ．ｅｘａｍｐｌｅ", "anna@acme.example"],
    ["anna@acme。example", "anna@acme.example"],
  ])("%j becomes %j", (text, address) => {
    expect(parseEmailAddress(text)).toBe(address);
  });

  it("its domain can be taken off", () => {
    expect(domainOf("anna@acme.example")).toBe("acme.example");
    expect(toAsciiDomain("Acme.Example")).toBe("acme.example");
  });
});

describe("anything but one plain address is refused", () => {
  it.each([
    "", "@", "anna", "anna@", "@acme.example", "anna@acme", "anna@localhost", "anna@@acme.example",
    "anna＠evil.example@acme.example", "anna@acme.example＠evil.example", "anna﹫evil.example@acme.example",
    "anna@acme.example,ben@acme.example", "anna@acme.example;ben@acme.example", "anna@acme.example ben@acme.example",
    "Anna <anna@acme.example>", "<anna@acme.example>", "anna@acme.example>", '"anna"@acme.example', '"a@evil.example"@acme.example',
    "anna(comment)@acme.example", "anna@acme.example(comment)", "anna@(comment)acme.example",
    "anna\r\nBcc: eve@evil.example@acme.example", "anna@acme.example\r\nRCPT TO:<eve@evil.example>", "anna\0@acme.example", "anna@acme\0.example",
    "anna@acme.example\\evil.example", "anna@acme.example/evil", "anna@acme.example:25", "anna@acme.example?x", "anna@acme.example#x", "anna@evil%2eexample",
    "anna@127.0.0.1", "anna@[127.0.0.1]", "anna@2130706433", "anna@①②⑦.⓪.⓪.①", "anna@acme.example.", "anna@.acme.example", "anna@acme..example",
    ".anna@acme.example", "anna.@acme.example", "an..na@acme.example", "anna@-acme.example", "anna@acme-.example", "anna@ac_me.example",
    "änna@acme.example", "аnna@acme.example", "İ@acme.example", "anna\u202e@acme.example", "anna\u2028@acme.example", "an na@acme.example",
    `${"a".repeat(65)}@acme.example`, `a@${"b".repeat(64)}.example`, `a@${"bcd.".repeat(70)}example`,
  ])("%j", (text) => {
    expect(parseEmailAddress(text)).toBeNull();
  });
});

describe("properties", () => {
  const hostile = fc.string({ unit: fc.constantFrom(..."ab.@＠﹫<>\"'(),;:\\/[]%\r\n\0 \u2028\u200b+-é。İKſß\u00ad".split(""), "acme.example") , maxLength: 30 });

  it("what is accepted is stable, and holds one @ and nothing that a header or SMTP line could read otherwise", () => {
    fc.assert(fc.property(fc.oneof(hostile, fc.string({ unit: "binary" }), fc.emailAddress()), (text) => {
      const address = parseEmailAddress(text);
      if (address === null) return;
      expect(parseEmailAddress(address)).toBe(address);
      expect(address).toMatch(/^[!-~]+$/);
      expect(address.split("@")).toHaveLength(2);
      expect(address).not.toMatch(/[<>",;:()\\[\]\s]/);
    }), { numRuns: 3000 });
  });

  it("nothing put around an @ moves a mail to another domain", () => {
    fc.assert(fc.property(hostile, (prefix) => {
      const address = parseEmailAddress(`${prefix}@acme.example`);
      expect(address === null || address.endsWith("@acme.example")).toBe(true);
    }), { numRuns: 3000 });
  });
});

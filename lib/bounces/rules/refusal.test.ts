import { expect, test } from "vitest";
import { isAboutMailbox } from "./refusal.ts";

test.each([
  ["550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table", true],
  ["550-5.1.1 The email account that you tried to reach does not exist.", true],
  ["556 5.1.10 RESOLVER.ADR.NullMX; the domain takes no mail", true],
  ["550 5.2.1 The email account that you tried to reach is disabled.", true],
  ["554 5.7.1 Spam message rejected", false],
  ["552 5.2.2 Mailbox full", false],
  ["552 5.3.4 Message too big", false],
  ["550 5.7.26 This mail has been blocked because the sender is unauthenticated", false],
  ["The `to` field is not an address. (422)", false],
  ["15.1.1 and 5.1.12", false],
])("%j is about the mailbox: %s", (reason, expected) => {
  expect(isAboutMailbox(reason)).toBe(expected);
});

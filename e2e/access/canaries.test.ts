import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { Canaries } from "./canaries.ts";

const canaries = new Canaries();
const secret = canaries.make("A's note", ["A", "staff"]);
const found = (wrapped: Buffer | string, readers = ["public", "B"]) => canaries.foreignIn(wrapped, readers).length;

it("a canary is found by whoever may not read it, and only then", () => {
  expect(found(`<p>${secret}</p>`)).toBe(1);
  expect(found(`<p>${secret}</p>`, ["A"])).toBe(0);
  expect(canaries.foreignIn(`/c/${secret}`, ["B"], `GET /c/${secret}`)).toEqual([]);
});

it.each([
  ["gzip", (text: string) => gzipSync(text)],
  ["base64 behind other letters", (text: string) => `ab${Buffer.from(`{"a":"${text}"}`).toString("base64")}`],
  ["base64url within a cookie", (text: string) => `session=${Buffer.from(`xx ${text}`).toString("base64url")}; Path=/`],
  ["numeric entities", (text: string) => `&#x${text.charCodeAt(0).toString(16)};${text.slice(1)}`],
  ["quoted-printable", (text: string) => `${text.slice(0, 9)}=\r\n${text.slice(9)}`],
  ["markup between its letters", (text: string) => `${text.slice(0, 9)}<!-- --><wbr>${text.slice(9)}`],
  ["upper case", (text: string) => text.toUpperCase()],
  ["two of Next's scripts", (text: string) => `"${text.slice(0, 9)}"])</script><script nonce="x">self.__next_f.push([1,"${text.slice(9)}`],
])("a canary is found in %s", (_, wrap) => expect(found(wrap(secret))).toBe(1));

it("an id and a short code are found too", () => {
  canaries.watch("inc_01jcafe0000000000000000000", "an incident", ["A"]);
  canaries.watch("abcdefghij12", "a code", ["A"]);
  expect(found('"/incidents/abcdefghij12","inc_01jcafe0000000000000000000"')).toBe(2);
});

import { expect, test } from "vitest";
import { matchesEtag } from "./etag.ts";

test.each([
  ['"abc"', true], ['W/"abc"', true], ['"x", "abc"', true], ['"x",W/"abc" , "y"', true], ["*", true], ['"a,b", "abc"', true],
  ['"ab"', false], ["abc", false], ["", false], [null, false], ['"x", "y"', false], ['"abc', false],
])("If-None-Match %j names the tag: %s", (header, matches) => {
  expect(matchesEtag(header, '"abc"')).toBe(matches);
  expect(matchesEtag(header, 'W/"abc"')).toBe(matches);
});

import { describe, expect, test } from "vitest";
import { problemsOf } from "#lib/testing/statuspage-api";
import { readStatuspageFiles } from "#lib/testing/statuspage-files";

// The schema our answers are held to is right as far as real answers are.
describe("the schema takes every real answer there is", () => {
  test.each(readStatuspageFiles("check-statuspage/components"))("$name", ({ text }) => {
    expect(problemsOf("components", JSON.parse(text))).toEqual([]);
  });

  test("942 incidents of GitHub", () => {
    const files = readStatuspageFiles("github-incidents/incidents");
    expect(files).toHaveLength(942);
    expect(files.flatMap(({ name, text }) => problemsOf("incident", JSON.parse(text)).map((problem) => `${name} ${problem}`))).toEqual([]);
  });
});

test("a key more, a key less, a null elsewhere, another word and another offset are found", () => {
  const [file] = readStatuspageFiles("check-statuspage/components");
  const answer = () => JSON.parse(file?.text ?? "") as { page: Record<string, unknown>; components: Record<string, unknown>[] };
  const spoilt = (spoil: (given: ReturnType<typeof answer>) => void) => {
    const given = answer();
    spoil(given);
    return problemsOf("components", given);
  };
  expect(spoilt(() => {})).toEqual([]);
  expect(spoilt((given) => (given.page["timezone"] = "x"))).not.toEqual([]);
  expect(spoilt((given) => delete given.components[0]?.["showcase"])).not.toEqual([]);
  expect(spoilt((given) => Object.assign(given.components[0] ?? {}, { position: null }))).not.toEqual([]);
  expect(spoilt((given) => Object.assign(given.components[0] ?? {}, { status: "down" }))).not.toEqual([]);
  expect(spoilt((given) => (given.page["updated_at"] = "2021-12-01T00:08:16.398+05:00"))).not.toEqual([]);
});

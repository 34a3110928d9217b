import { expect, test } from "vitest";
import { MINUTE } from "#lib/core/time";
import { impactSentence, sharePercent } from "./words.ts";

const measured = { measurement: "measured", failed: 299, total: 1_800, sharePpm: 166_111, affectedMs: 20 * MINUTE } as const;

test("an impact is one sentence, in either language", () => {
  expect(impactSentence(measured, "en")).toBe("299 of your 1,800 requests failed beyond what is normal (16.61\u00a0%), in 20 minutes.");
  expect(impactSentence({ ...measured, affectedMs: MINUTE }, "de")).toBe("299 Ihrer 1.800 Anfragen schlugen über das Übliche hinaus fehl (16,61\u00a0%), in 1 Minute.");
  expect(impactSentence({ ...measured, failed: 2, sharePpm: 46, affectedMs: 0 }, "en")).toBe("2 of your 1,800 requests failed beyond what is normal (<\u00a00.01\u00a0%); no minute stands out.");
  expect(impactSentence({ ...measured, failed: 0 }, "en")).toBe("None of your 1,800 requests failed beyond what is normal.");
});

test("what was not measured is said, but for where nobody is", () => {
  expect(impactSentence({ ...measured, measurement: "unmeasured" }, "en")).toBe("We have no measurement for you.");
  expect(impactSentence({ ...measured, measurement: "off" }, "en")).toBeNull();
});

test("a share is rounded down, and more than nothing is never nothing", () => {
  expect([0, 1, 99, 100, 999_999].map((ppm) => sharePercent(ppm, "en"))).toEqual(["0.00\u00a0%", "<\u00a00.01\u00a0%", "<\u00a00.01\u00a0%", "0.01\u00a0%", "99.99\u00a0%"]);
});

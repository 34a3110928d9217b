import { expect, test } from "vitest";
import { SaveSlo, SloForm } from "../input.ts";
import { definitionOf, fieldsOf } from "./form.ts";

const typed = { name: "Checkout", slis: ["sli_a", "sli_b"], way: "weighted", target: "99.9", window: "rolling:30", zone: "", method: "occurrences", sliceMinutes: "", sliceTarget: "", noData: "ignore", maintenance: "removed", minimumTraffic: "", observeDays: "", "weight:sli_a": "3", "weight:sli_b": "", "weight:sli_c": "9" };
const partsOf = (changes: object) => definitionOf(SloForm.parse({ ...typed, ...changes }), "UTC").parts;

test("parts weigh what is typed beside them, 1 where nothing is, and nothing else than in a mean", () => {
  expect(partsOf({})).toEqual([{ sliId: "sli_a", weight: 3 }, { sliId: "sli_b", weight: 1 }]);
  expect(partsOf({ way: "pooled" }).map(({ weight }) => weight)).toEqual([1, 1]);
  expect(partsOf({ slis: "sli_a" })).toEqual([{ sliId: "sli_a", weight: 1 }]);
});

test("a form shows the weights again as they were saved", () => {
  const fields = fieldsOf("Checkout", definitionOf(SloForm.parse(typed), "UTC"));
  expect(fields.weights).toEqual({ sli_a: "3", sli_b: "1" });
});

test.each(["0", "1001", "1.5", "-2", "many"])("a weight of %s is refused, at the weights", (weight) => {
  for (const schema of [SloForm, SaveSlo]) {
    const read = schema.safeParse({ ...typed, id: "slo_1", version: "1", reason: "Why", "weight:sli_a": weight });
    expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual(["weights"]);
  }
});

import { expect, test } from "vitest";
import { fillVariables, variablesIn } from "./variables.ts";

test("places are found once each, however they are spaced and written", () => {
  expect(variablesIn("{{component}} since {{ Started }}, {{component}}, {no} {{ }} {{1st}}")).toEqual(["component", "started"]);
});

test("what has a value is filled in, and nothing else is touched", () => {
  expect(fillVariables("{{component}} and {{ COMPONENT }} by {{next_update}} {{x}}", { component: "Payouts", next_update: null })).toBe("Payouts and Payouts by {{next_update}} {{x}}");
});

test("a value that looks like a place is not filled again", () => {
  expect(fillVariables("{{customer}}", { customer: "{{started}} $& $1", started: "never" })).toBe("{{started}} $& $1");
});

import { expect, test } from "vitest";
import { fillPost, listOf, type Meant } from "./variables.ts";

const meant: Meant = {
  now: Date.UTC(2026, 10, 23, 13, 30),
  startedAt: Date.UTC(2026, 10, 23, 12, 52),
  nextUpdateAt: Date.UTC(2026, 10, 23, 14),
  timeZone: "Europe/Berlin",
  components: ["Card processing", "Payouts"],
  customers: { cus_globex: { name: "Globex Travel", timeZone: "America/New_York", components: ["Vault"] } },
};
const post = (body: string, notes: { customerId: string; body: string }[] = []) => fillPost({ title: "Trouble", body, notes }, meant);

test("common words get names and times on the author's clock", () => {
  expect(post("{{component}} since {{started}}, next {{next_update}}.").body).toBe("Card processing and Payouts since 13:52 CET (12:52 UTC), next 15:00 CET (14:00 UTC).");
});

test("a note speaks of its customer, in their names and on their clock", () => {
  expect(post("x", [{ customerId: "cus_globex", body: "{{customer}}: {{component}} since {{started}}" }]).notes).toEqual([{ customerId: "cus_globex", body: "Globex Travel: Vault since 07:52 EST (12:52 UTC)" }]);
});

test.each([
  ["{{customer}}", "would tell one customer of another"],
  ["{{window}}", "planned work only"],
  ["{{colour}}", "There is no {{colour}}. Known are {{component}}"],
])("%s in words for all stops the post and says why", (body, reason) => {
  expect(() => post(body)).toThrow(expect.objectContaining({ code: "invalid", fields: { body: expect.stringContaining(reason) } }));
});

test("what stands for nothing yet stops the post, under its own field", () => {
  const silent = { ...meant, components: [], nextUpdateAt: null, customers: { cus_a: { name: "A", timeZone: "UTC", components: [] } } };
  const failing = (filled: Parameters<typeof fillPost>[0]) => () => fillPost(filled, silent);
  expect(failing({ title: "{{component}}", body: "x", notes: [] })).toThrow(expect.objectContaining({ fields: { title: expect.stringContaining("give a state to a component") } }));
  expect(failing({ title: "x", body: "{{next_update}}", notes: [] })).toThrow(expect.objectContaining({ fields: { body: expect.stringContaining("promise a next update") } }));
  expect(failing({ title: "x", body: "x", notes: [{ customerId: "cus_a", body: "{{component}}" }] })).toThrow(expect.objectContaining({ fields: { "note:cus_a": expect.any(String) } }));
});

test("names are listed as one speaks", () => {
  expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map((names) => listOf(names))).toEqual(["", "A", "A and B", "A, B and C"]);
});

import { expect, test } from "vitest";
import { BackfillForm, ImpactForm } from "./input.ts";

test("a form that is shown again is the form that was sent, the version its author looked at included", () => {
  const sent = { id: "inc_1", component: "cmp_1", baseVersion: "3", intent: "preview", reason: "So", "state:0": "major_outage", "from:0": "2026-11-02T14:05", "until:0": "" };
  const { typed, ...read } = ImpactForm.parse(sent);
  expect(typed).toEqual(sent);
  expect(ImpactForm.parse(typed)).toEqual({ ...read, typed: sent });
  expect(read.lines).toEqual([{ state: "major_outage", from: "2026-11-02T14:05", until: "" }]);
});

test("a past incident keeps what was typed when one more post is asked for", () => {
  const sent = { title: "It failed", visibility: "selected", customers: ["cus_1", "cus_2"], tell: "yes", posts: "4", intent: "more", "body:0": "First", "component-0:cmp_1": "major_outage", "body:3": "Last" };
  const { typed, ...read } = BackfillForm.parse(sent);
  expect(typed).toEqual(sent);
  expect(read).toMatchObject({ count: 4, isTold: true, customerIds: ["cus_1", "cus_2"] });
  expect(read.posts.map((post) => post.body)).toEqual(["First", "", "", "Last"]);
  expect(read.posts[0]?.components).toEqual({ cmp_1: "major_outage" });
});

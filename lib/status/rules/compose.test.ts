import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../core/time.ts";
import { type ComponentInput, composeStatus, type StatusInput } from "./compose.ts";

const now = Date.UTC(2026, 10, 23, 13, 18);
const acme = { kind: "customer", customerId: "acme" } as const;
const component = (id: string, more: Partial<ComponentInput> = {}): ComponentInput => ({ id, name: id, description: "", groupId: "payments", position: 0, state: "operational", showsHistory: true, startedAt: 0, ...more });
const incident = { code: "abc", title: "Card payments are failing", state: "investigating", impact: "major", startedAt: now - 26 * MINUTE } as const;
const calm: StatusInput = {
  audience: { kind: "public" }, now, zone: "Europe/Berlin",
  groups: [{ id: "payments", name: "Payments API", description: "", position: 1 }],
  components: [component("cards"), component("refunds", { position: 1 })],
  intervals: [], openIncidents: [], maintenances: [], recentIncidents: [],
};
const compose = (more: Partial<StatusInput> = {}) => composeStatus({ ...calm, ...more });

describe("the page's one sentence", () => {
  test("says that all is well, to each reader in its own words", () => {
    expect(compose().headline).toEqual({ state: "operational", sentence: "All systems operational", incidentCode: null, since: null });
    expect(compose({ audience: acme }).headline.sentence).toBe("Everything you use is working normally");
    expect(compose({ audience: acme, components: [] }).headline.sentence).toBe("Everything you use is working normally");
  });

  test("is the worst open incident's title, and counts the others", () => {
    const { headline } = compose({ openIncidents: [{ ...incident, code: "x", impact: "minor", startedAt: now }, incident] });
    expect(headline).toEqual({ state: "partial_outage", sentence: "Card payments are failing, and 1 more incident", incidentCode: "abc", since: incident.startedAt });
  });

  test("never looks well while an incident is open", () => {
    expect(compose({ openIncidents: [{ ...incident, impact: "none" }] }).headline.state).toBe("degraded_performance");
  });

  test("without an incident names what is wrong", () => {
    expect(compose({ components: [component("Card processing", { state: "partial_outage" }), component("b")] }).headline.sentence).toBe("Card processing has a partial outage");
    expect(compose({ components: [component("a", { state: "under_maintenance" }), component("b", { state: "under_maintenance" })] }).headline).toMatchObject({ state: "under_maintenance", sentence: "2 components are under maintenance" });
  });
});

describe("components", () => {
  test("stand in their groups and order; those in no group, or in one not shown, come last", () => {
    const { groups } = compose({ components: [component("b", { position: 2 }), component("a", { position: 1 }), component("alone", { groupId: null }), component("lost", { groupId: "hidden" })] });
    expect(groups.map((group) => [group.name, group.components.map((one) => one.id)])).toEqual([["Payments API", ["a", "b"]], [null, ["alone", "lost"]]]);
  });

  test("a group without a component that the reader sees is not there", () => {
    expect(compose({ components: [] }).groups).toEqual([]);
  });

  test("have 90 bars and an uptime over the same time, only where their history is shown", () => {
    const intervals = [{ componentId: "cards", state: "major_outage", from: now - 9 * HOUR, until: null }] as const;
    const [cards, hidden] = compose({ components: [component("cards", { startedAt: now - 10 * HOUR }), component("hidden", { position: 1, showsHistory: false })], intervals }).groups[0]?.components ?? [];
    expect(cards).toMatchObject({ uptimePpm: 100_000, uptime: "10.00 %" });
    expect(cards?.days).toHaveLength(90);
    expect(cards?.days?.filter((day) => day.state === "no_data")).toHaveLength(89);
    expect(hidden).toMatchObject({ days: null, uptimePpm: null, uptime: null });
  });
});

describe("planned work and the last 14 days", () => {
  const work = (code: string, state: "scheduled" | "in_progress" | "completed", inHours: number) => ({ code, title: code, state, scheduledFor: now + inHours * HOUR, scheduledUntil: now + (inHours + 1) * HOUR });

  test("work under way and to come stand apart, soonest first; finished work is gone", () => {
    const view = compose({ maintenances: [work("later", "scheduled", 20), work("soon", "scheduled", 2), work("now", "in_progress", -1), work("done", "completed", -5)] });
    expect(view.upcoming.map((one) => one.code)).toEqual(["soon", "later"]);
    expect(view.underWay.map((one) => one.code)).toEqual(["now"]);
  });

  test("say how many incidents and how long in all, overlaps and old ones not counted", () => {
    const from = now - 5 * 24 * HOUR;
    const intervals = [
      { componentId: "cards", state: "partial_outage", from, until: from + 18 * MINUTE },
      { componentId: "refunds", state: "degraded_performance", from, until: from + 10 * MINUTE },
      { componentId: "cards", state: "under_maintenance", from: from + HOUR, until: from + 2 * HOUR },
      { componentId: "cards", state: "major_outage", from: now - 20 * 24 * HOUR, until: now - 20 * 24 * HOUR + HOUR },
    ] as const;
    expect(compose({ audience: acme, intervals, recentIncidents: [{ ...incident, code: "a", resolvedAt: null }, { ...incident, code: "b", resolvedAt: null }] }).recent).toEqual({ days: [], incidents: 2, affectedMs: 18 * MINUTE, sentence: "2 incidents · 18 min in all for you" });
    expect(compose().recent.sentence).toBe("No incidents in the last 14 days");
  });

  test("name the worst three of what is over on each day, newest day first, and count the rest; what goes on stands elsewhere", () => {
    const over = (code: string, impact: "minor" | "critical", startedAt: number) => ({ ...incident, code, impact, startedAt, resolvedAt: startedAt + HOUR });
    const yesterday = now - 24 * HOUR;
    const recentIncidents = [{ ...incident, resolvedAt: null }, over("old", "minor", now - 72 * HOUR), ...["a", "b", "c"].map((code) => over(code, "minor", yesterday)), over("bad", "critical", yesterday - HOUR)];
    const { days } = compose({ recentIncidents }).recent;
    expect(days.map(({ worst, more }) => [worst.map(({ code }) => code), more])).toEqual([[["bad", "a", "b"], 1], [["old"], 0]]);
    expect(days[0]?.worst[0]).toEqual({ code: "bad", title: incident.title, impact: "critical", lastedMs: HOUR });
  });
});

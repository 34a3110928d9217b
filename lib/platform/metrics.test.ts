import { expect, test, vi } from "vitest";

test("a second copy of the module in one process counts into the same registry", async () => {
  const first = await import("./metrics.ts");
  vi.resetModules();
  const second = await import("./metrics.ts");
  expect(second.deliveriesTotal).toBe(first.deliveriesTotal);
  first.deliveriesTotal.inc({ channel: "email", outcome: "sent" });
  second.deliveriesTotal.inc({ channel: "email", outcome: "sent" });
  expect(await first.registry.metrics()).toContain('candor_deliveries_total{channel="email",outcome="sent"} 2');
});

test("no metric has a label that could name a person or a customer", async () => {
  const { registry } = await import("./metrics.ts");
  const metrics = await registry.getMetricsAsJSON();
  const labels = metrics.filter(({ name }) => name.startsWith("candor_")).flatMap(({ values }) => values.flatMap((value) => Object.keys(value.labels)));
  expect(labels.filter((label) => /email|customer|person|address|slug/.test(label))).toEqual([]);
});

import { expect, test } from "vitest";
import { isMatch, matchersText, readMatchers, routesFor, type Route } from "./routing.ts";

const route: Route = { id: "rte_1", metric: "http_requests_total", matchers: [{ label: "code", op: "=~", value: "5.." }], side: "bad", counting: "cumulative", customerLabel: "customer", sliKey: "checkout" };

test("matchers are read as Prometheus writes them, and written so again", () => {
  expect(readMatchers('{job="shop", code=~"2..|3..",path!="/healthz"}')).toEqual([{ label: "job", op: "=", value: "shop" }, { label: "code", op: "=~", value: "2..|3.." }, { label: "path", op: "!=", value: "/healthz" }]);
  expect(matchersText(readMatchers('a="say \\"hi\\""') ?? [])).toBe('a="say \\"hi\\""');
  expect([readMatchers(""), readMatchers("{}")]).toEqual([[], []]);
  expect(['job=shop', 'job="shop', 'a=~"("', 'a=~"(x+)+"', "a>1"].map(readMatchers)).toEqual([null, null, null, null, null]);
});

test("a pattern fits the whole value, and a label that is not there is empty", () => {
  expect(isMatch({ label: "code", op: "=~", value: "5.." }, { code: "5000" })).toBe(false);
  expect([isMatch({ label: "code", op: "=", value: "" }, {}), isMatch({ label: "code", op: "!~", value: "5.." }, {})]).toEqual([true, true]);
});

test("a metric takes every route it fits", () => {
  const all = { ...route, id: "rte_2", matchers: [], side: "total" as const };
  const of = (labels: Record<string, string>, metric = route.metric) => routesFor({ metric, labels, points: [] }, [route, all]).map(({ side }) => side);
  expect([of({ code: "503" }), of({ code: "200" }), of({}, "other")]).toEqual([["bad", "total"], ["total"], []]);
});

import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ActionItems } from "./action-items.tsx";
import { PromiseFate, type Promised } from "./promise-fate.tsx";

const due = Date.UTC(2026, 10, 23, 13, 30);
const minute = 60_000;
const words = (element: Parameters<typeof renderToStaticMarkup>[0]) => renderToStaticMarkup(element).replace(/<[^>]+>/g, "");
const fate = (changes: Partial<Promised>) => words(<PromiseFate kind="next_update" dueAt={due} settledAt={null} isMissed={false} zone="Europe/Berlin" {...changes} />);

test.each([
  [{}, ""],
  [{ settledAt: due - minute }, "Next update promised by 14:30 CET (13:30 UTC); it came in time"],
  [{ settledAt: due + 4 * minute, isMissed: true }, "Next update promised by 14:30 CET (13:30 UTC); it came 4 min late"],
  [{ settledAt: due + 1, isMissed: true }, "Next update promised by 14:30 CET (13:30 UTC); it came 1 min late"],
  [{ isMissed: true }, ""],
] as [Partial<Promised>, string][])("what became of a promise is said in calm words: %j", (changes, sentence) => {
  expect(fate(changes)).toBe(sentence);
});

test("items say whether they are done, by whom, for whom", () => {
  const item = { id: "a", title: "Alert on expiry", owner: "Platform", dueAt: due, doneAt: null };
  const text = words(<ActionItems zone="UTC" items={[item, { ...item, id: "b", title: "Call", doneAt: due, forWhom: "Acme Retail" }, { ...item, id: "c", title: "Vendor", dueAt: null, isForStaff: true }]} />);
  expect(text).toContain("1 of 3 done");
  expect(text).toMatch(/Alert on expiry\s*Open, due 23 Nov 2026, Platform/);
  expect(text).toMatch(/Call\s*Done 23 Nov 2026, Platform, for Acme Retail only/);
  expect(text).toMatch(/Vendor\s*Open, Platform, staff only/);
});

import { slugify } from "#lib/core/slug";
import { readDuration } from "./duration.ts";
import { type FileDocument, type Found, plainForm, ppmOf, type Read, recordOf, reporterFor, textOf } from "./found.ts";

export function isPyrra(value: unknown): boolean {
  return textOf(recordOf(value)["apiVersion"]).startsWith("pyrra.dev/");
}

const always = [
  "Pyrra adds increase() up over the window, which extrapolates to its edges. Here the growth of each minute is counted once.",
  "Pyrra has no planned work: here it is taken out, as you can see and change.",
  "Pyrra's alerts have factors 14, 7, 2 and 1 of its own spans. Here they are the Workbook's, scaled to the window.",
];

/** Pyrra's ServiceLevelObjective: ratio, latency and bool gauge; native histograms have no counter that can be read from outside. */
export function readPyrra(documents: readonly FileDocument[]): Read {
  const read: Read = { found: [], problems: [] };
  for (const document of documents) {
    const report = reporterFor(document, read.problems);
    const { metadata, spec: given, kind } = recordOf(document.value);
    const [name, spec] = [textOf(recordOf(metadata)["name"]), recordOf(given)];
    if (textOf(kind) !== "ServiceLevelObjective") {
      report("error", ["kind"], `${textOf(kind) || "Nothing"} is no ServiceLevelObjective.`);
      continue;
    }
    const target = ppmOf(spec["target"], "percent");
    const window = readDuration(spec["window"]);
    if (name === "") report("error", ["metadata", "name"], "It has no name.");
    if (target === null || target <= 0 || target >= 1_000_000) report("error", ["spec", "target"], "The target is above 0 and below 100 per cent, with at most four decimals.");
    if (!window || window.minutes % 1_440 !== 0 || window.minutes > 366 * 1_440) report("error", ["spec", "window"], "A rolling window has 1 to 366 whole days here.");
    const query = queryOf(recordOf(spec["indicator"]));
    if ("sentence" in query) report("error", ["spec", "indicator"], query.sentence);
    if (name === "" || target === null || target <= 0 || target >= 1_000_000 || !window || window.minutes % 1_440 !== 0 || window.minutes > 366 * 1_440 || "sentence" in query) continue;
    if (query.isGrouped) report("warning", ["spec", "indicator"], "It is grouped: here all groups are one figure. For one a customer, define an SLI for each.");
    const found: Found = { tool: "Pyrra", file: document.file, line: document.lineOf(["metadata", "name"]), key: slugify(name), definition: textOf(spec["description"]).split("\n")[0]?.slice(0, 500) || name, form: { ...plainForm, name: name.slice(0, 120), target, window: `rolling:${window.minutes / 1_440}` }, query: query.query, differences: always };
    read.found.push(found);
  }
  return read;
}

function queryOf(indicator: Record<string, unknown>): { query: Record<string, string>; isGrouped: boolean } | { sentence: string } {
  const ratio = recordOf(indicator["ratio"]);
  const latency = recordOf(indicator["latency"]);
  const gauge = recordOf(indicator["bool_gauge"] ?? indicator["boolGauge"]);
  const metric = (side: unknown) => textOf(recordOf(side)["metric"]);
  const isGrouped = [ratio, latency, gauge].some((each) => Array.isArray(each["grouping"]) && each["grouping"].length > 0);
  if (metric(ratio["errors"]) !== "" && metric(ratio["total"]) !== "") return { query: { bad: metric(ratio["errors"]), total: metric(ratio["total"]) }, isGrouped };
  if (metric(latency["success"]) !== "" && metric(latency["total"]) !== "") return { query: { good: metric(latency["success"]), total: metric(latency["total"]) }, isGrouped };
  if (textOf(gauge["metric"]) !== "") return { query: { good: `sum_over_time(${textOf(gauge["metric"])}[1m])`, total: `count_over_time(${textOf(gauge["metric"])}[1m])` }, isGrouped };
  if (indicator["latencyNative"] !== undefined || indicator["latency_native"] !== undefined) return { sentence: "A native histogram has no counter of those within a time: give a classic one." };
  return { sentence: "It has no indicator that is known: ratio, latency or bool_gauge." };
}

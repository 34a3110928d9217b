import { slugify } from "#lib/core/slug";
import { sliceLengths } from "#lib/slo/terms";
import { readDuration, windowOf } from "./duration.ts";
import { type FileDocument, type Found, listOf, plainForm, ppmOf, type Problem, type Read, recordOf, reporterFor, textOf } from "./found.ts";

const versions = new Set(["openslo/v1", "openslo/v1alpha", "openslo.com/v2alpha", "openslo/v2alpha"]);
const otherKinds = new Set(["Service", "DataSource", "SLI", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"]);

export function isOpenSlo(value: unknown): boolean {
  return textOf(recordOf(value)["apiVersion"]).startsWith("openslo");
}

/** OpenSLO v1, v1alpha and v2alpha. SLIs that are named are found in the other documents; alerts and data sources are ours to make. */
export function readOpenSlo(documents: readonly FileDocument[]): Read {
  const read: Read = { found: [], problems: [] };
  const slis = new Map(documents.flatMap(({ value }) => (textOf(recordOf(value)["kind"]) === "SLI" ? [[textOf(recordOf(recordOf(value)["metadata"])["name"]), recordOf(value)["spec"]] as const] : [])));
  for (const document of documents) {
    const report = reporterFor(document, read.problems);
    const { apiVersion, kind } = recordOf(document.value);
    if (!versions.has(textOf(apiVersion))) report("error", ["apiVersion"], `${textOf(apiVersion) || "Nothing"} is no version of OpenSLO that is known: openslo/v1, openslo/v1alpha and openslo.com/v2alpha are.`);
    else if (textOf(kind) === "SLO") readSlo(document, { slis, read, report });
    else if (!otherKinds.has(textOf(kind))) report("error", ["kind"], `${textOf(kind) || "Nothing"} is no kind of OpenSLO.`);
  }
  return read;
}

type Report = (weight: Problem["weight"], path: readonly (string | number)[], sentence: string) => null;

interface Reading {
  slis: ReadonlyMap<string, unknown>;
  read: Read;
  report: Report;
}

function readSlo(document: FileDocument, { slis, read, report }: Reading): void {
  const { metadata, spec: given } = recordOf(document.value);
  const [meta, spec] = [recordOf(metadata), recordOf(given)];
  const name = textOf(meta["displayName"]) || textOf(meta["name"]);
  if (textOf(meta["name"]) === "") report("error", ["metadata", "name"], "It has no name.");
  const window = readWindow(spec, report);
  const objectives = listOf(spec["objectives"]);
  if (objectives.length === 0) report("error", ["spec", "objectives"], "It has no objective.");
  const ratio = readRatio(indicatorOf(spec, slis), spec, report);
  objectives.forEach((objective, index) => {
    const form = readObjective(recordOf(objective), { spec, index, report });
    if (!form || !window || !ratio || name === "") return;
    const own = objectives.length === 1 ? name : `${name}: ${textOf(recordOf(objective)["displayName"]) || index + 1}`;
    const found: Found = {
      tool: "OpenSLO", file: document.file, line: document.lineOf(["spec", "objectives", index]), key: slugify(own), definition: textOf(spec["description"]) || own,
      form: { ...plainForm, ...form, ...window.form, name: own.slice(0, 120) }, query: ratio.query, differences: [...window.differences, "OpenSLO does not say what missing data is: here it is left out, as you can see and change.", "OpenSLO has no planned work: here it is taken out."],
    };
    read.found.push(found);
  });
}

function readWindow(spec: Record<string, unknown>, report: Report): { form: Partial<Found["form"]>; differences: string[] } | null {
  const given = listOf(spec["timeWindow"] ?? spec["timeWindows"]);
  const path = ["spec", spec["timeWindow"] === undefined && spec["timeWindows"] !== undefined ? "timeWindows" : "timeWindow"];
  if (given.length !== 1) return report("error", path, "It needs exactly one time window.");
  const window = recordOf(given[0]);
  const isOld = window["unit"] !== undefined;
  const duration = isOld ? readDuration(`${textOf(window["count"])}${{ Minute: "m", Hour: "h", Day: "d", Week: "w", Month: "M", Quarter: "Q", Year: "Y" }[textOf(window["unit"])] ?? "?"}`) : readDuration(window["duration"]);
  const field = [...path, 0, isOld ? "unit" : "duration"];
  if (!duration) return report("error", field, "The duration is a whole number with m (minutes), h, d, w, M (months), Q or Y.");
  if (duration.minutes < 60) return report("error", field, `${duration.count}${duration.unit} is ${duration.minutes} minutes: m is minutes, M is months.`);
  const isRolling = window["isRolling"] === true;
  const found = windowOf(duration, { isRolling });
  if (!found) return report("error", field, `There is no ${isRolling ? "rolling" : "calendar"} window of ${duration.count}${duration.unit} here: rolling ones have whole days, calendar ones are a week, month, quarter or year.`);
  const calendar = recordOf(window["calendar"]);
  if (!isRolling && textOf(calendar["timeZone"]) === "") return report("error", [...path, 0, "calendar"], "A calendar window needs its time zone.");
  if (isRolling && window["calendar"] !== undefined) report("warning", [...path, 0, "calendar"], "A rolling window has no calendar: it is ignored.");
  const differences = [
    ...(isRolling && "MQY".includes(duration.unit) ? [`A rolling ${duration.count}${duration.unit} is ${duration.minutes / 1_440} days here.`] : []),
    ...(!isRolling && !/\b0?1[T ]0?0:00/.test(textOf(calendar["startTime"])) ? ["The calendar begins at another time than a period of the zone does: here it is the natural week, month, quarter or year."] : []),
  ];
  return { form: { window: found, zone: isRolling ? null : textOf(calendar["timeZone"]) }, differences };
}

function readObjective(objective: Record<string, unknown>, { spec, index, report }: { spec: Record<string, unknown>; index: number; report: Report }): Partial<Found["form"]> | null {
  const at = (field: string) => ["spec", "objectives", index, field];
  const target = objective["targetPercent"] === undefined ? ppmOf(objective["target"], "share") : ppmOf(objective["targetPercent"], "percent");
  if (objective["target"] !== undefined && objective["targetPercent"] !== undefined) report("error", at("target"), "It has a target and a targetPercent: one of them is enough.");
  if (target === null || target <= 0 || target >= 1_000_000) return report("error", at("target"), "The target is a share above 0 and below 1, to a millionth.");
  if (objective["op"] !== undefined) report("warning", at("op"), "A ratio has no operator: it is ignored.");
  const method = textOf(spec["budgetingMethod"]);
  if (method === "Occurrences" || method === "") return { target, method: "occurrences" };
  if (method !== "Timeslices" && method !== "RatioTimeslices") return report("error", ["spec", "budgetingMethod"], `${method} is no budgeting method: Occurrences, Timeslices and RatioTimeslices are.`);
  const slice = readDuration(objective["timeSliceWindow"] ?? "1m");
  if (!slice || !(sliceLengths as readonly number[]).includes(slice.minutes)) return report("error", at("timeSliceWindow"), `Slices last ${sliceLengths.join(", ")} minutes here.`);
  if (method === "RatioTimeslices") return { target, method: "ratio_timeslices", sliceMinutes: slice.minutes };
  const sliceTarget = ppmOf(objective["timeSliceTarget"], "share");
  if (sliceTarget === null || sliceTarget <= 0) return report("error", at("timeSliceTarget"), "It needs the share of a slice that makes it a good one.");
  return { target, method: "timeslices", sliceMinutes: slice.minutes, sliceTarget };
}

function indicatorOf(spec: Record<string, unknown>, slis: ReadonlyMap<string, unknown>): { indicator: Record<string, unknown> | null; missing: string | null } {
  const inline = spec["indicator"] ?? spec["sli"];
  const reference = textOf(spec["indicatorRef"] ?? spec["sliRef"]);
  if (reference !== "") return slis.has(reference) ? { indicator: recordOf(slis.get(reference)), missing: null } : { indicator: null, missing: reference };
  const own = recordOf(recordOf(inline)["spec"]);
  const ofFirst = recordOf(recordOf(listOf(spec["objectives"])[0])["ratioMetrics"]);
  return { indicator: inline === undefined ? (Object.keys(ofFirst).length > 0 ? { ratioMetric: ofFirst } : null) : own, missing: null };
}

function readRatio({ indicator, missing }: ReturnType<typeof indicatorOf>, spec: Record<string, unknown>, report: Report): { query: Record<string, string> | null } | null {
  if (missing !== null) return report("error", ["spec", spec["sliRef"] === undefined ? "indicatorRef" : "sliRef"], `There is no SLI ${missing} in these files: paste it as well.`);
  if (!indicator) return report("error", ["spec", "indicator"], "It has no indicator that counts good ones and all.");
  if (indicator["thresholdMetric"] !== undefined) return report("error", ["spec", "indicator", "spec", "thresholdMetric"], "A threshold of a value counts nothing: count those within it, and all.");
  const ratio = recordOf(indicator["ratioMetric"] ?? indicator["ratio"]);
  if (ratio["raw"] !== undefined) return report("error", ["spec", "indicator", "spec", "ratioMetric", "raw"], "A ratio that is ready made has no counts: give good (or bad) and total.");
  const sides = ["good", "bad", "total"].flatMap((side): [string, string][] => (queryOf(ratio[side]) === "" ? [] : [[side, queryOf(ratio[side])]]));
  if (ratio["total"] === undefined || (ratio["good"] === undefined && ratio["bad"] === undefined)) return report("error", ["spec", "indicator", "spec", "ratioMetric"], "It needs total, and good or bad.");
  if (ratio["counter"] === false) report("warning", ["spec", "indicator", "spec", "ratioMetric", "counter"], "It counts by gauges: check the queries before they count.");
  return { query: sides.some(([side]) => side === "total") ? Object.fromEntries(sides) : null };
}

function queryOf(side: unknown): string {
  const source = recordOf(recordOf(side)["metricSource"] ?? side);
  return textOf(recordOf(source["spec"])["query"]) || textOf(source["query"]) || textOf(recordOf(source["dataSourceSpec"])["query"]);
}

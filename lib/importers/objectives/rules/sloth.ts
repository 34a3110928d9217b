import { slugify } from "#lib/core/slug";
import { type FileDocument, type Found, listOf, plainForm, ppmOf, type Read, recordOf, reporterFor, textOf } from "./found.ts";

export function isSloth(value: unknown): boolean {
  const { version, apiVersion, kind } = recordOf(value);
  return /^prometheus\/v\d/.test(textOf(version)) || (textOf(apiVersion).startsWith("sloth.slok.dev/") && textOf(kind) !== "");
}

const always = [
  "Sloth's own figure over 30 days is the mean of five-minute ratios: each counts the same, however little traffic it had. Here every event counts the same, so the figures differ where failures and traffic do.",
  "Sloth asks rate() over the window, which extrapolates to its edges. Here the growth of each minute is counted once.",
];

/** Sloth's prometheus/v1 and its Kubernetes form. Its queries give rates: asked for a minute's increase, they give counts. */
export function readSloth(documents: readonly FileDocument[]): Read {
  const read: Read = { found: [], problems: [] };
  for (const document of documents) {
    const report = reporterFor(document, read.problems);
    const root = recordOf(document.value);
    const isCrd = root["apiVersion"] !== undefined;
    const spec = isCrd ? recordOf(root["spec"]) : root;
    const before = isCrd ? ["spec"] : [];
    if (textOf(root["kind"]) === "AlertWindows") {
      report("warning", ["kind"], "Alert windows of one's own are not taken over: rules here are the Workbook's, scaled to the window.");
      continue;
    }
    const service = textOf(spec["service"]);
    if (service === "") report("error", [...before, "service"], "It has no service.");
    const slos = listOf(spec["slos"]);
    if (slos.length === 0) report("error", [...before, "slos"], "It has no SLOs.");
    slos.forEach((given, index): void => {
      const slo = recordOf(given);
      const path = [...before, "slos", index];
      const name = textOf(slo["name"]);
      const target = ppmOf(slo["objective"], "percent");
      if (name === "") report("error", [...path, "name"], "It has no name.");
      if (target === null || target <= 0 || target >= 1_000_000) return void report("error", [...path, "objective"], "The objective is above 0 and below 100 per cent, with at most four decimals.");
      const sli = recordOf(slo["sli"]);
      const events = recordOf(sli["events"]);
      const [bad, total] = [textOf(events["error_query"] ?? events["errorQuery"]), textOf(events["total_query"] ?? events["totalQuery"])];
      if (sli["plugin"] !== undefined) return void report("error", [...path, "sli", "plugin"], "A plugin makes its queries inside of Sloth: give the queries it makes.");
      if (sli["raw"] !== undefined) return void report("error", [...path, "sli", "raw"], "A ratio that is ready made has no counts: give error_query and total_query.");
      if (bad === "" || total === "") return void report("error", [...path, "sli", "events"], "It needs error_query and total_query.");
      if (name === "" || service === "") return;
      const found: Found = { tool: "Sloth", file: document.file, line: document.lineOf(path), key: slugify(`${service}-${name}`), definition: textOf(slo["description"]) || `${service}: ${name}`, form: { ...plainForm, name: `${service}: ${name}`.slice(0, 120), target, window: "rolling:30" }, query: { bad: countsOf(bad), total: countsOf(total) }, differences: always };
      read.found.push(found);
    });
  }
  return read;
}

/** A query of rates over `{{.window}}` as one of a minute's counts. */
export function countsOf(query: string): string {
  return query.replace(/\b(rate|irate)\s*\(/g, "increase(").replace(/\{\{\s*\.window\s*\}\}/g, "1m").replace(/\s+/g, " ").trim();
}

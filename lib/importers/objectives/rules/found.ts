import type { SloForm } from "#lib/slo/input";

export type Tool = "OpenSLO" | "Sloth" | "Pyrra";

/** One document of a file, with where each of its fields stands. */
export interface FileDocument {
  file: string;
  value: unknown;
  /** The line on which a field stands, from 1. */
  lineOf(path: readonly (string | number)[]): number;
}

export interface Problem {
  file: string;
  line: number;
  field: string;
  sentence: string;
  /** `error`: it is not imported. `warning`: it is, with this said. */
  weight: "error" | "warning";
}

/** An objective as it would be defined here. */
export interface Found {
  tool: Tool;
  file: string;
  line: number;
  key: string;
  definition: string;
  form: Omit<SloForm, "slis">;
  /** What a Prometheus is asked, where the file says so. */
  query: Record<string, string> | null;
  /** Where our figure will differ from the tool's, and why. */
  differences: string[];
}

export interface Read {
  found: Found[];
  problems: Problem[];
}

/** Notes problems of one document by the path of the field. */
export function reporterFor(document: FileDocument, problems: Problem[]) {
  return (weight: Problem["weight"], path: readonly (string | number)[], sentence: string): null => {
    problems.push({ file: document.file, line: document.lineOf(path), field: path.join("."), sentence, weight });
    return null;
  };
}

export const plainForm: Omit<SloForm, "slis"> = {
  name: "", way: null, target: 0, window: "rolling:30", zone: null, method: "occurrences", sliceMinutes: null, sliceTarget: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0, observeDays: 0, reason: "",
};

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}

/** A share such as 0.9995 or 99.95 %, in parts per million and exactly: digits are moved, nothing is multiplied. Null when it is none. */
export function ppmOf(value: unknown, as: "share" | "percent"): number | null {
  const [, whole = "", fraction = ""] = /^(\d{1,3})(?:\.(\d+))?$/.exec(textOf(value)) ?? [];
  const decimals = as === "share" ? 6 : 4;
  if (whole === "" || /[1-9]/.test(fraction.slice(decimals))) return null;
  const ppm = Number(whole) * 10 ** decimals + Number(fraction.slice(0, decimals).padEnd(decimals, "0"));
  return ppm <= 1_000_000 ? ppm : null;
}

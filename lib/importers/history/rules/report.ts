import { type Changed, hasChanges, type ImportReport, importedKinds, type Tally } from "../terms.ts";
import type { Remark } from "./planned.ts";

const linesShown = 20;

/** A report for whoever runs the import, as lines of a terminal. */
export function reportLines(report: ImportReport): string[] {
  return [
    `${report.isDryRun ? "Would be imported" : "Imported"} from ${report.source} (${report.files} ${report.files === 1 ? "file" : "files"})`,
    "",
    row(["", "new", "changed", "unchanged", "left alone"]),
    ...importedKinds.map((kind) => row([kind, ...countsOf(report.tallies[kind])])),
    ...section("Changed", report.changed.map(changeLine)),
    ...section("Skipped", report.skipped.map(remarkLine)),
    ...section("Worth knowing", report.notes.map(remarkLine)),
    "",
    verdict(report),
  ];
}

function countsOf({ created, changed, unchanged, leftAlone }: Tally): string[] {
  return [created, changed, unchanged, leftAlone].map(String);
}

function row([name = "", ...cells]: string[]): string {
  return `  ${name.padEnd(13)}${cells.map((cell) => cell.padStart(11)).join("")}`;
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > linesShown ? [`  … and ${lines.length - linesShown} more (--json has all of them)`] : [];
  return ["", `${title} (${lines.length})`, ...lines.slice(0, linesShown).map((line) => `  ${line}`), ...more];
}

function changeLine({ kind, externalId, name, fields }: Changed): string {
  return `${kind} ${externalId} "${name}": ${fields.join(", ")}`;
}

function remarkLine({ file, item, line, reason }: Remark): string {
  const where = [file === null || line === undefined ? file : `${file}:${line}`, item].filter((part) => part !== null).join(" · ");
  return where === "" ? reason : `${where}: ${reason}`;
}

function verdict(report: ImportReport): string {
  if (report.isDryRun) return "Nothing was written: this was a dry run.";
  return hasChanges(report) ? "Done. Nobody was notified." : "Done. Everything was here already: nothing was written.";
}

import type { Found, Problem } from "#lib/importers/objectives/rules/found";
import { percentOfPpm } from "#lib/slo/rules/counts";
import { Section } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** What a file would become, what is wrong with it line by line, and where figures will differ from the tool's. */
export function ImportReport({ found, problems }: { found: readonly Found[]; problems: readonly Problem[] }) {
  const differences = [...new Set(found.flatMap((each) => each.differences.map((difference) => `${each.tool}: ${difference}`)))];
  return (
    <>
      <Section id="found" title={`Would be imported (${found.length})`}>
        <Table
          caption="Objectives of the file"
          columns={[{ key: "name", label: "Objective" }, { key: "target", label: "Target", isNumber: true }, { key: "window", label: "Window" }, { key: "query", label: "Queries", isHiddenOnPhone: true }]}
          rows={found.map((each) => ({ id: `${each.file}:${each.line}:${each.key}`, cells: { name: <span className="wrap-anywhere">{each.form.name}<span className="block text-xs font-normal text-muted">{each.tool}, line {each.line}</span></span>, target: `${percentOfPpm(each.form.target)}\u00a0%`, window: each.form.window.replace(":", " "), query: each.query === null ? "None" : <code className="wrap-anywhere">{Object.values(each.query).join("  ")}</code> } }))}
          empty={<p className="text-sm text-muted">Nothing.</p>}
        />
      </Section>
      {problems.length > 0 && (
        <Section id="problems" title={`Problems (${problems.length})`}>
          <Table caption="Problems by line" columns={[{ key: "line", label: "Line", isNumber: true }, { key: "field", label: "Field" }, { key: "sentence", label: "What" }, { key: "weight", label: "Then" }]} rows={problems.map((each) => ({ id: `${each.line}:${each.field}:${each.sentence}`, cells: { line: each.line, field: <code className="wrap-anywhere">{each.field || "–"}</code>, sentence: each.sentence, weight: each.weight === "error" ? "Not imported" : "Imported" } }))} />
        </Section>
      )}
      {differences.length > 0 && <Section id="differences" title="Where our figures will differ"><ul className="grid max-w-prose list-disc gap-2 ps-5 text-sm">{differences.map((each) => <li key={each}>{each}</li>)}</ul></Section>}
    </>
  );
}

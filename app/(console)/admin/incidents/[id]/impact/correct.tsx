import { notFound } from "next/navigation";
import { ImpactLines } from "#components/incident-verbs/impact-lines";
import { Notice } from "#components/layout/notice";
import { Button, LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Table } from "#components/ui/table";
import { TextArea } from "#components/ui/text-input";
import type { Context } from "#lib/access/context";
import type { FormState } from "#lib/access/queries";
import { Failure } from "#lib/core/failure";
import { toLocalDateTime, zoneLabel } from "#lib/core/time";
import { ImpactForm, reasonLimit } from "#lib/incidents/input";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import { type CorrectableImpact, findCorrectable } from "#lib/incidents/queries/record";
import { edgesOf, placed, readImpactLines } from "#lib/incidents/rules/verb-forms";
import { differences, requirePossible } from "#lib/incidents/rules/corrections";
import { type CorrectionPreview, previewCorrection } from "#lib/status/queries/correction-preview";

interface CorrectProps {
  ctx: Context;
  facts: IncidentFacts;
  componentId: string;
  form: FormState;
  zone: string;
}

type Outcome = { errors: Record<string, string>; preview: CorrectionPreview | null };

const blank = { state: "partial_outage", from: "", until: "" };

/** One component's line as a form, and what it would change once it was looked at. */
export async function Correct({ ctx, facts, componentId, form, zone }: CorrectProps) {
  const found = await findCorrectable(ctx, { incidentId: facts.id, componentId });
  if (!found) notFound();
  const typed = form.sentence === null ? null : ImpactForm.parse({ id: facts.id, ...form.values });
  const { errors, preview } = typed && form.sentence === "" ? await look(ctx, { facts, found, typed, zone }) : { errors: form.fields, preview: null };
  const saved = found.line.map(({ state, from, until }) => ({ state, from: toLocalDateTime(from, zone), until: until === null ? "" : toLocalDateTime(until, zone) }));
  const lines = typed?.lines ?? [...saved, blank, blank];
  // From what its author was looking at; after a conflict they have seen what is so now.
  const baseVersion = typed && !form.fields["baseVersion"] ? typed.baseVersion : facts.version;
  return (
    <Section id="correct" title={`Correct ${found.component}`}>
      <form method="post" action={`/admin/incidents/${facts.code}/impact/correct`} className="grid gap-6 rounded-md border border-line p-4 sm:p-6">
        <input type="hidden" name="component" value={componentId} />
        <input type="hidden" name="baseVersion" value={baseVersion} />
        {errors["baseVersion"] && <Notice kind="warning" title="Somebody changed this incident meanwhile">{errors["baseVersion"]}</Notice>}
        <ImpactLines lines={lines} errors={errors} zoneLabel={zoneLabel(ctx.now, zone)} />
        <TextArea id="reason" label="Why" hint="Written for readers: whoever may know of this component sees it beside the record." rows={3} required maxLength={reasonLimit} defaultValue={typed?.reason ?? ""} error={errors["reason"]} />
        {preview && <Preview preview={preview} />}
        <div className="flex flex-wrap gap-2">
          {preview && <Button look="primary" name="intent" value="save">Save the correction</Button>}
          <Button look={preview ? "secondary" : "primary"} name="intent" value="preview">{preview ? "Look again" : "Show what it changes"}</Button>
          <LinkButton look="quiet" href={`/admin/incidents/${facts.code}/impact`}>Leave it as it is</LinkButton>
        </div>
      </form>
    </Section>
  );
}

async function look(ctx: Context, { facts, found, typed, zone }: { facts: IncidentFacts; found: CorrectableImpact; typed: ReturnType<typeof ImpactForm.parse>; zone: string }): Promise<Outcome> {
  try {
    const typedLines = readImpactLines(typed.lines, { timeZone: zone, known: edgesOf(found.line) });
    const line = placed(typedLines, (lines) => requirePossible(found.line, lines, ctx.now));
    if (typed.reason.trim() === "") return { errors: { reason: "Say why. Readers see it with the correction." }, preview: null };
    if (differences(found.line, line, ctx.now).length === 0) return { errors: { "from:0": "Nothing was changed." }, preview: null };
    return { errors: {}, preview: await previewCorrection(ctx, { incidentId: facts.id, componentId: found.componentId, line }) };
  } catch (error) {
    if (error instanceof Failure && error.fields) return { errors: error.fields, preview: null };
    throw error;
  }
}

function Preview({ preview: { figures, more, newViewers } }: { preview: CorrectionPreview }) {
  const rows = figures.map(({ who, before, after }) => ({ id: who, cells: { who, before: <span className="whitespace-nowrap">{before}</span>, after: before === after ? <span className="text-muted">the same</span> : <strong className="font-semibold whitespace-nowrap">{after}</strong> } }));
  return (
    <div role="status" className="grid gap-3 border-t border-line pt-6">
      <h3 className="text-sm font-medium">Uptime over 90 days</h3>
      <Table caption="Uptime over 90 days, now and with the correction" columns={[{ key: "who", label: "As read by" }, { key: "before", label: "Now", isNumber: true }, { key: "after", label: "Corrected", isNumber: true }]} rows={rows} empty={<p className="text-sm text-muted">This component shows no history, so no figure changes.</p>} />
      {more > 0 && <p className="text-xs text-muted">And {more} more {more === 1 ? "customer" : "customers"} that use it.</p>}
      {newViewers.length > 0 && <Notice kind="warning" title="These customers see the incident for the first time">{newViewers.join(", ")}: they use this component. Nobody is notified.</Notice>}
    </div>
  );
}

import { PlannerForm, type PlannerFormProps } from "#components/maintenance/planner-form";
import type { FormState } from "#lib/access/queries";
import type { Context } from "#lib/access/context";
import { zoneLabel } from "#lib/core/time";
import { PlanForm } from "#lib/maintenance/input";
import { listPlannerChoices } from "#lib/maintenance/queries/planner";
import { type PlanContent, seriesChoices } from "#lib/maintenance/rules/plan";
import { describePlan } from "./audience.ts";

interface PlannerProps extends Pick<PlannerFormProps, "action" | "label" | "shape" | "cancelHref" | "hidden"> {
  ctx: Context;
  /** The author's own. */
  zone: string;
  form: FormState;
  /** What stands there where no refused form comes back. */
  content: PlanContent;
  planned?: { id: string; scheduledFor: number; scheduledUntil: number };
}

/** The planner with everything it offers, filled with what was refused, or with `content`. */
export async function Planner({ ctx, zone, form, content, planned, ...rest }: PlannerProps) {
  const shown = form.sentence === null ? content : typed(PlanForm.parse(form.values));
  const asForm = PlanForm.parse({ ...shown, customers: [...shown.customers], components: [...shown.components], ...shown.series, finishes: shown.series.ends, days: [...shown.series.days] });
  const [choices, audience] = await Promise.all([listPlannerChoices(ctx), describePlan(ctx, { form: { ...asForm, starts: shown.starts, ends: shown.ends, tellsPlan: shown.tellsPlan }, timeZone: zone, ...(planned ? { planned } : {}) })]);
  return <PlannerForm {...rest} content={shown} errors={form.fields} sentence={form.sentence} choices={choices} audience={audience} zoneLabel={zoneLabel(ctx.now, zone)} />;
}

function typed(form: PlanForm): PlanContent {
  const { title, body, starts, ends, visibility, customers, components, asks, reminders, startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd } = form;
  return { title, body, starts, ends, visibility, customers, components, asks, reminders, startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd, series: seriesChoices(form) };
}

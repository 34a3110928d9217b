import type { PlanAudience } from "#components/composer/planner-panel";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { occurrences } from "#lib/core/recurrence";
import { formatSpan, parseLocalDateTime } from "#lib/core/time";
import { countRecipients } from "#lib/delivery/queries/recipients";
import { previewAudience } from "#lib/incidents/queries/audience";
import { visibilities, type Visibility } from "#lib/incidents/terms";
import type { PlanForm } from "#lib/maintenance/input";
import { describeOverlap, listOverlaps } from "#lib/maintenance/queries/for-change";
import { readSeries } from "#lib/maintenance/rules/plan";

interface Typed {
  form: PlanForm;
  timeZone: string;
  /** Of what is planned already: itself is no overlap, and its times stand where the form has none. */
  planned?: { id: string; scheduledFor: number; scheduledUntil: number };
}

const nobodyYet: Partial<Record<Visibility, string>> = {
  affected: "Nobody yet: tick the components it touches.",
  selected: "Nobody yet: tick the customers it is for.",
};

/** Who would see and hear of what is typed now, who would be asked, and what else runs at that time. */
export async function describePlan(ctx: Context, { form, timeZone, planned }: Typed): Promise<PlanAudience> {
  const visibility = visibilities.find((each) => each === form.visibility) ?? "internal";
  const customerIds = visibility === "selected" ? form.customers : [];
  const componentIds = form.components;
  const { isPublic, customers } = await previewAudience(ctx, { visibility, customerIds, componentIds });
  const { total } = await countRecipients(ctx.read, { scope: { visibility, selectedIds: customerIds, componentIds, incidentId: null }, now: ctx.now });
  const asksWhom = visibility === "public" ? await previewAudience(ctx, { visibility: "affected", customerIds, componentIds }) : { customers };
  const from = parseLocalDateTime(form.starts, timeZone) ?? planned?.scheduledFor ?? null;
  const until = parseLocalDateTime(form.ends, timeZone) ?? planned?.scheduledUntil ?? null;
  const overlaps = from !== null && until !== null ? await listOverlaps(ctx.read, { componentIds, from, until, exceptId: planned?.id }) : [];
  return {
    isPublic,
    customers: customers.map(({ name }) => name),
    nobody: nobodyYet[visibility] ?? null,
    asked: form.asks === "" ? [] : asksWhom.customers.map(({ name }) => name),
    people: form.tellsPlan ? total : 0,
    overlaps: overlaps.map((each) => describeOverlap(each, timeZone)),
    times: from !== null && until !== null ? timesOf(form, { from, until, timeZone }) : [],
  };
}

function timesOf(form: PlanForm, { from, until, timeZone }: { from: number; until: number; timeZone: string }): string[] {
  try {
    const rrule = readSeries(form, { firstAt: from, timeZone });
    if (rrule === null) return [];
    return occurrences({ rrule, timeZone, firstAt: from }, { after: from - 1, limit: 3 }).map((at) => formatSpan(at, at + until - from, timeZone));
  } catch (error) {
    // Half a rule is being typed: what is wrong with it is said once it is sent.
    if (error instanceof Failure) return [];
    throw error;
  }
}

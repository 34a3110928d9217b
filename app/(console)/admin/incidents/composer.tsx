import type { ReactNode } from "react";
import { IncidentComposer } from "#components/composer/incident-composer";
import type { FormState } from "#lib/access/queries";
import type { Context } from "#lib/access/context";
import { zoneLabel } from "#lib/core/time";
import { ComposerForm, type DraftContent } from "#lib/incidents/input";
import { listComposerChoices } from "#lib/incidents/queries/composer";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import { listTemplates } from "#lib/templates/queries";
import { describeAudience } from "./audience.ts";

interface ComposerProps {
  ctx: Context;
  /** The author's own. */
  zone: string;
  form: FormState;
  /** What stands in the composer where no refused form comes back. */
  content: DraftContent;
  incident: IncidentFacts | null;
  draftId?: string | undefined;
  errors?: Record<string, string>;
  meanwhile?: ReactNode;
}

/** The composer with everything it offers, filled with what was refused, or with `content`. */
export async function Composer({ ctx, zone, form, content, incident, draftId, errors, meanwhile }: ComposerProps) {
  const typed = readTyped(form);
  const shown = typed?.content ?? content;
  const [choices, audience, templates] = await Promise.all([listComposerChoices(ctx), describeAudience(ctx, { content: shown, incident, zone }), listTemplates(ctx, { kind: incident ? "update" : "incident" })]);
  const keptDraft = typed?.draftId ?? draftId;
  return (
    <IncidentComposer
      action={incident ? `/admin/incidents/${incident.code}/updates` : "/admin/incidents/open"}
      content={shown}
      errors={{ ...errors, ...form.fields, ...(form.sentence && !form.fields["baseVersion"] ? { form: form.sentence } : {}) }}
      {...(incident ? { incidentId: incident.id } : {})}
      {...(keptDraft ? { draftId: keptDraft } : {})}
      baseVersion={incident?.version ?? 0}
      customers={choices.customers}
      components={choices.components}
      audience={audience}
      previewAs={[{ value: "public", label: "The public" }, ...choices.customers.map(({ id, name }) => ({ value: `customer:${id}`, label: name }))]}
      templates={templates}
      mayOverride={ctx.permissions.has("portal.manage")}
      emergencyReason={typed?.emergencyReason ?? undefined}
      zoneLabel={zoneLabel(ctx.now, zone)}
      meanwhile={meanwhile}
    />
  );
}

function readTyped(form: FormState) {
  return form.sentence === null ? null : ComposerForm.parse(form.values);
}

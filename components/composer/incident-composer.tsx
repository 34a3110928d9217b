import type { ReactNode } from "react";
import { incidentStateLabels, incidentStates } from "#lib/incidents/terms";
import { Notice } from "../layout/notice.tsx";
import { RadioRow } from "../ui/choice.tsx";
import { controlClass, describe, FieldError } from "../ui/field.tsx";
import type { Option } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { Audience } from "./audience.tsx";
import { type ComposerComponent, ComponentStates } from "./component-states.tsx";
import { COMPOSER } from "./composer-form.tsx";
import { type ComposerCustomer, CustomerNotes } from "./customer-notes.tsx";
import { MarkdownTools } from "./markdown-tools.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { PromiseField } from "./promise-field.tsx";
import { PublishPanel } from "./publish-panel.tsx";
import { PostmortemPromise, ScheduleField } from "./schedule-field.tsx";
import { SlashTemplates } from "./slash-templates.tsx";
import type { PickableTemplate } from "./template-fill.tsx";
import { TemplateSelect } from "./template-select.tsx";
import { Translations } from "./translations.tsx";
import { Whom } from "./whom.tsx";

/** As typed: what a draft keeps, and what a refused form gets back. */
export type ComposerContent = {
  title: string;
  state: string;
  visibility: string;
  customers: readonly string[];
  body: string;
  notes: Record<string, string>;
  translations?: Record<string, string>;
  components: Record<string, string>;
  promise: string;
  promiseAt: string;
  occurredAt: string;
  /** Local time at which it shall be published. */
  scheduledFor?: string;
  /** Local time by which the post-mortem is promised. */
  postmortemAt?: string;
};

export type IncidentComposerProps = {
  action: string;
  previewHref?: string;
  content: ComposerContent;
  /** By field name; `baseVersion` is the conflict with somebody else's post, `form` what belongs to no field. */
  errors?: Record<string, string>;
  incidentId?: string;
  draftId?: string;
  baseVersion: number;
  customers: readonly ComposerCustomer[];
  components: readonly ComposerComponent[];
  audience: Audience;
  /** As whom it may be previewed: `public`, `customer:<id>`. */
  previewAs: readonly Option[];
  zoneLabel: string;
  /** What `/` offers. */
  templates?: readonly PickableTemplate[];
  mayOverride?: boolean;
  emergencyReason?: string;
  /** What was posted meanwhile, drawn by the page. */
  meanwhile?: ReactNode;
};

export function IncidentComposer(props: IncidentComposerProps) {
  const { action, previewHref = "/admin/incidents/preview", errors = {}, audience, previewAs } = props;
  return (
    <div className="grid gap-10 xl:grid-cols-[minmax(0,1fr)_22rem] xl:gap-12">
      <form id={COMPOSER} method="post" action={action} className="group/composer grid content-start gap-7">
        {errors.baseVersion && <Notice kind="warning" title="Somebody posted while you were writing">{errors.baseVersion}</Notice>}
        {errors.form && <Notice kind="error">{errors.form}</Notice>}
        {props.meanwhile}
        <ComposerFields {...props} errors={errors} />
      </form>
      <div className="grid content-start gap-8 border-t border-line pt-8 xl:sticky xl:top-8 xl:self-start xl:border-t-0 xl:pt-0">
        <PublishPanel audience={audience} previewHref={previewHref} mayOverride={props.mayOverride} reason={props.emergencyReason} reasonError={errors.emergencyReason} />
        <PreviewPanel previewHref={previewHref} audiences={previewAs} />
      </div>
    </div>
  );
}

function ComposerFields({ content, errors = {}, incidentId, draftId, baseVersion, customers, components, zoneLabel, templates = [] }: IncidentComposerProps) {
  return (
    <>
      {incidentId && <input type="hidden" name="id" value={incidentId} />}
      {draftId && <input type="hidden" name="draftId" value={draftId} />}
      <input type="hidden" name="baseVersion" value={baseVersion} />
      {templates.length > 0 && <TemplateSelect templates={templates} />}
      <div className="relative">
        <TextInput id="title" label="Title" hint="The subject of every mail. What fails, for whom." defaultValue={content.title} error={errors.title} maxLength={255} required />
        <SlashTemplates fieldId="title" templates={templates} />
      </div>
      <RadioRow name="state" legend="State" options={incidentStates.map((state) => ({ value: state, label: incidentStateLabels[state] }))} value={content.state} error={errors.state} required />
      <BodyField body={content.body} error={errors.body} templates={templates} />
      <Translations translations={content.translations ?? {}} errors={errors} />
      <CustomerNotes customers={customers} notes={content.notes} errors={errors} />
      <ComponentStates components={components} chosen={content.components} errors={errors} />
      <Whom visibility={content.visibility} chosen={content.customers} customers={customers} errors={errors} />
      <div className="group-has-[input[value=resolved]:checked]/composer:hidden"><PromiseField promise={content.promise} promiseAt={content.promiseAt} zoneLabel={zoneLabel} error={errors.promiseAt ?? errors.promise} /></div>
      <PostmortemPromise at={content.postmortemAt ?? ""} zoneLabel={zoneLabel} error={errors.postmortemAt} />
      <TextInput id="occurredAt" type="datetime-local" label={`When it happened, if earlier than now (${zoneLabel})`} hint="Readers see both: when it happened and when it was written down." defaultValue={content.occurredAt} error={errors.occurredAt} optional className="max-w-md" />
      <ScheduleField at={content.scheduledFor ?? ""} zoneLabel={zoneLabel} error={errors.scheduledFor} />
    </>
  );
}

function BodyField({ body, error, templates }: { body: string; error?: string; templates: readonly PickableTemplate[] }) {
  const hint = `What is affected, what you are doing, what readers can do. Markdown.${templates.length > 0 ? " Type / first for a template." : ""}`;
  return (
    <div className="grid gap-1.5">
      <div className="flex items-end justify-between gap-4">
        <label htmlFor="body" className="text-sm font-medium">What readers should know</label>
        <MarkdownTools textareaId="body" />
      </div>
      <p id="body-hint" className="text-xs text-muted">{hint}</p>
      <div className="relative">
        <textarea name="body" rows={9} defaultValue={body} required className={`${controlClass} leading-normal`} {...describe({ id: "body", hint, error })} />
        <SlashTemplates fieldId="body" templates={templates} isInside />
      </div>
      {error && <FieldError id="body-error">{error}</FieldError>}
    </div>
  );
}

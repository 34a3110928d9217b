import type { PlanContent } from "#lib/maintenance/rules/plan";
import { COMPOSER } from "../composer/composer-form.tsx";
import { MarkdownTools } from "../composer/markdown-tools.tsx";
import { PlannerPanel, type PlanAudience } from "../composer/planner-panel.tsx";
import { Whom } from "../composer/whom.tsx";
import { Notice } from "../layout/notice.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { controlClass, describe, FieldError } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { PlannerComponents } from "./planner-components.tsx";
import { SeriesFields } from "./series-fields.tsx";

export interface PlannerFormProps {
  action: string;
  label: string;
  /** plan: everything; edit: without times and words, which are moved and added; series: from one of its times on. */
  shape: "plan" | "edit" | "series";
  content: PlanContent;
  errors: Record<string, string>;
  sentence: string | null;
  choices: { customers: readonly { id: string; name: string }[]; components: readonly { id: string; name: string; group: string | null }[] };
  audience: PlanAudience;
  zoneLabel: string;
  cancelHref: string;
  hidden?: Record<string, string | number>;
}

/** Plans work, or changes what is planned: all of it works without a script; with one, who will see it is kept right while typing. */
export function PlannerForm(props: PlannerFormProps) {
  const { action, label, errors, sentence, audience, cancelHref, hidden = {} } = props;
  return (
    <div className="grid gap-10 xl:grid-cols-[minmax(0,1fr)_20rem] xl:gap-12">
      <form id={COMPOSER} method="post" action={action} className="grid content-start gap-7">
        {errors["version"] ? <Notice kind="warning" title="Somebody changed it while you were writing">{errors["version"]}</Notice> : sentence && <Notice kind="error">{sentence}</Notice>}
        {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <PlannerFields {...props} />
      </form>
      <div className="grid content-start gap-6 border-t border-line pt-8 xl:sticky xl:top-8 xl:self-start xl:border-t-0 xl:pt-0">
        <PlannerPanel audience={audience} label={label} cancelHref={cancelHref} />
      </div>
    </div>
  );
}

function PlannerFields({ shape, content, errors, choices, zoneLabel }: PlannerFormProps) {
  const isNew = shape !== "edit";
  return (
    <>
      {errors["acceptsOverlap"] && <Overlap words={errors["acceptsOverlap"]} />}
      <TextInput id="title" label="Title" hint="The subject of every mail. What is done, to what." defaultValue={content.title} error={errors["title"]} maxLength={255} required />
      {isNew && <Times content={content} errors={errors} zoneLabel={zoneLabel} />}
      {isNew && <SeriesFields choices={content.series} errors={errors} isOpen={shape === "series"} />}
      {isNew && <Body body={content.body} error={errors["body"]} />}
      <PlannerComponents components={choices.components} chosen={content.components} errors={errors} />
      <Whom visibility={content.visibility} chosen={content.customers} customers={choices.customers} errors={errors} />
      <TextInput id="asks" type="datetime-local" label={`Ask customers whether the time suits them, until (${zoneLabel})`} hint="Those it is for may accept or object, and propose another time. Nobody else sees their answers. Left empty, nobody is asked." defaultValue={content.asks} error={errors["asks"]} optional className="max-w-md" />
      <Behaviour content={content} errors={errors} />
    </>
  );
}

function Overlap({ words }: { words: string }) {
  return (
    <Notice kind="warning" title="Other work overlaps">
      <p>{words}</p>
      <Checkbox name="acceptsOverlap" value="on" label="Both may run at once" className="mt-2 text-ink" />
    </Notice>
  );
}

function Times({ content, errors, zoneLabel }: Pick<PlannerFormProps, "content" | "errors" | "zoneLabel">) {
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <TextInput id="starts" type="datetime-local" label={`Begins (${zoneLabel})`} defaultValue={content.starts} error={errors["starts"]} required />
      <TextInput id="ends" type="datetime-local" label={`Ends (${zoneLabel})`} defaultValue={content.ends} error={errors["ends"]} required />
    </div>
  );
}

function Body({ body, error }: { body: string; error: string | undefined }) {
  const hint = "What is done, what readers will notice, what they should do. Markdown.";
  return (
    <div className="grid gap-1.5">
      <div className="flex items-end justify-between gap-4">
        <label htmlFor="body" className="text-sm font-medium">What readers should know</label>
        <MarkdownTools textareaId="body" />
      </div>
      <p id="body-hint" className="text-xs text-muted">{hint}</p>
      <textarea name="body" rows={7} defaultValue={body} required className={`${controlClass} leading-normal`} {...describe({ id: "body", hint, ...(error ? { error } : {}) })} />
      {error && <FieldError id="body-error">{error}</FieldError>}
    </div>
  );
}

function Behaviour({ content, errors }: Pick<PlannerFormProps, "content" | "errors">) {
  const tick = (name: "startsItself" | "completesItself" | "setsComponents" | "tellsPlan" | "tellsStart" | "tellsEnd", label: string, hint?: string) => <Checkbox key={name} name={name} value="on" defaultChecked={content[name]} label={label} hint={hint} />;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">By itself</legend>
        {tick("startsItself", "Begin at its time")}
        {tick("completesItself", "Complete at its end", "Without this, a missed end is said on the pages and the team is mailed.")}
        {tick("setsComponents", "Show its components as under maintenance while it lasts")}
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Tell those who want to hear</legend>
        {tick("tellsPlan", "That it is planned")}
        {tick("tellsStart", "When it begins")}
        {tick("tellsEnd", "When it is completed")}
        <TextInput id="reminders" label="Reminders before it begins" hint="As 7 d, 24 h, 1 h. Empty for none." defaultValue={content.reminders} error={errors["reminders"]} className="mt-3" />
      </fieldset>
    </div>
  );
}

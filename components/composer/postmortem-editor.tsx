import { Button } from "../ui/button.tsx";
import { controlClass, describe, FieldError } from "../ui/field.tsx";
import { MarkdownTools } from "./markdown-tools.tsx";
import { PreviewFrame } from "./preview-frame.tsx";

const FRAME = "postmortem-preview";

export type PostmortemButton = { intent: string; label: string; isMain?: boolean };

type Props = { action: string; previewHref: string; body: string; baseVersion: number; error?: string; buttons: readonly PostmortemButton[]; hint: string };

/** The words of a post-mortem, and how they read: the form, sent into a frame. */
export function PostmortemEditor({ action, previewHref, body, baseVersion, error, buttons, hint }: Props) {
  return (
    <form method="post" action={action} className="grid gap-4">
      <input type="hidden" name="baseVersion" value={baseVersion} />
      <div className="grid gap-1.5">
        <div className="flex items-end justify-between gap-4">
          <label htmlFor="postmortem-body" className="text-sm font-medium">What happened and what was learnt</label>
          <MarkdownTools textareaId="postmortem-body" />
        </div>
        <p id="postmortem-body-hint" className="text-xs text-muted">{hint}</p>
        <textarea name="body" rows={14} required defaultValue={body} className={`${controlClass} leading-normal`} {...describe({ id: "postmortem-body", hint, error })} />
        {error && <FieldError id="postmortem-body-error">{error}</FieldError>}
      </div>
      <div className="flex flex-wrap gap-2">
        {buttons.map(({ intent, label, isMain }) => <Button key={intent} name="intent" value={intent} look={isMain ? "primary" : "secondary"}>{label}</Button>)}
        <Button look="quiet" formAction={previewHref} formTarget={FRAME} formNoValidate>Preview</Button>
      </div>
      <PreviewFrame name={FRAME} title="Preview of the post-mortem" className="h-80 w-full rounded-md border border-line bg-paper" />
    </form>
  );
}

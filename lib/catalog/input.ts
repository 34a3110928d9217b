import { z } from "zod";
import { formId, formLine, formLines, formText, formTick, formVersion } from "#lib/core/form-fields";
import { parseLocalDateTime } from "#lib/core/time";
import { componentVisibilities } from "./terms.ts";

export const nameLimit = 120;
export const descriptionLimit = 500;

const Words = z.object({ name: formLine(nameLimit, "Enter a name."), description: formLines(descriptionLimit) });

const ComponentForm = Words.extend({
  /** Null: in no group. */
  groupId: formText.transform((id) => id || null),
  visibility: formText.pipe(z.enum(componentVisibilities, "Choose who sees it.")),
  showsHistory: formTick,
  /** A calendar day of UTC, YYYY-MM-DD. */
  startedOn: formText.refine((text) => parseLocalDateTime(text, "UTC") !== null && text.length === 10, "Enter a day, such as 2026-01-31."),
});

export const CreateComponent = ComponentForm;
export type CreateComponent = z.output<typeof CreateComponent>;

export const SaveComponent = ComponentForm.extend({ id: formId, version: formVersion });
export type SaveComponent = z.output<typeof SaveComponent>;

export const ArchiveComponent = z.object({ id: formId });

export const MoveComponent = z.object({ id: formId, direction: formText.pipe(z.enum(["up", "down"])) });
export type MoveComponent = z.output<typeof MoveComponent>;

export const CreateGroup = Words;
export type CreateGroup = z.output<typeof CreateGroup>;

/** `after` is the group it stands behind; null puts it first. Left out, it stays where it is. */
export const SaveGroup = Words.extend({ id: formId, version: formVersion, after: formText.optional().transform((id) => id || null) });
export type SaveGroup = z.output<typeof SaveGroup>;

export const DeleteGroup = z.object({ id: formId });

/** A form as it came back when it was refused, or blank. */
export interface SentForm {
  values: Record<string, string | string[]>;
  sentence: string | null;
  fields: Record<string, string>;
}

export const blankForm: SentForm = { values: {}, sentence: null, fields: {} };

/** The refused form if it is this one of the several on its page, which say so in a hidden `part`. */
export function formOf(form: SentForm, part: string): SentForm {
  return form.values["part"] === part ? form : blankForm;
}

interface Filled {
  defaultValue: string;
  error?: string;
  hint?: string;
}

/** What a control shows: what was typed where the form was refused, else what is saved; where somebody else saved meanwhile, that too. */
export function fill(form: SentForm, name: string, saved: string, inWords: string = saved): Filled {
  if (form.sentence === null) return { defaultValue: saved };
  const typed = textOf(form, name);
  const error = form.fields[name];
  const savedNow = typed === saved ? undefined : staleHint(form, inWords);
  return { defaultValue: typed, ...(error ? { error } : {}), ...(savedNow ? { hint: savedNow } : {}) };
}

/** "Saved now: …" while the form is refused because somebody else saved first. */
export function staleHint(form: SentForm, saved: string): string | undefined {
  return form.fields["version"] === undefined ? undefined : `Saved now: ${saved || "nothing"}`;
}

export function isTicked(form: SentForm, name: string, saved: boolean): boolean {
  return form.sentence === null ? saved : form.values[name] !== undefined;
}

export function textOf(form: SentForm, name: string): string {
  return listOf(form, name)[0] ?? "";
}

export function listOf(form: SentForm, name: string): string[] {
  const value = form.values[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

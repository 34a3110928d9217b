/** A form as it came back when it was refused, or blank. */
export interface SentForm {
  values: Record<string, string | string[]>;
  sentence: string | null;
  fields: Record<string, string>;
}

export const blankForm: SentForm = { values: {}, sentence: null, fields: {} };

/** The refused form if it is this one of the several on its page. */
export function formOf(form: SentForm, part: string): SentForm {
  return form.values["part"] === part ? form : blankForm;
}

/** What a control shows: what was typed where the form was refused, else what is saved; where somebody else saved meanwhile, that too. */
export function fill(form: SentForm, name: string, saved: string, inWords: string = saved): { defaultValue: string; error?: string; hint?: string } {
  if (form.sentence === null) return { defaultValue: saved };
  const typed = textOf(form, name);
  const isStale = form.fields["version"] !== undefined && typed !== saved;
  return { defaultValue: typed, ...(form.fields[name] ? { error: form.fields[name] } : {}), ...(isStale ? { hint: inWords ? `Saved now: ${inWords}` : "Saved now: nothing" } : {}) };
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

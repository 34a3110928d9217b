import { composerForm } from "./composer-form.tsx";

/** A template as the composer needs it. */
export type PickableTemplate = {
  id: string;
  name: string;
  shortcut: string;
  title: string;
  body: string;
  choices: { state: string; visibility: string; customers: readonly string[]; components: Readonly<Record<string, string>>; promise: string };
};

/** What is typed in a field, but for the slash and what follows it. */
function typedIn(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  const text = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value.trim() : "";
  return /^\/[\w-]*$/.test(text) ? "" : text;
}

/** Whether filling in would take away what somebody wrote. */
export function wouldOverwrite(template: PickableTemplate): boolean {
  const form = composerForm();
  if (!form) return false;
  const [title, body] = [typedIn(form, "title"), typedIn(form, "body")];
  return (body !== "" && body !== template.body) || (title !== "" && template.title !== "" && title !== template.title && !isUpdate(form));
}

// The title of an incident that is told stands there already: a template for updates has none.
function isUpdate(form: HTMLFormElement): boolean {
  return form.elements.namedItem("id") !== null;
}

/** Puts a template into the fields of the composer, those it says something about. */
export function fillIn({ title, body, choices }: PickableTemplate): void {
  const form = composerForm();
  if (!form) return;
  if (title !== "") setText(form, "title", title);
  else if (typedIn(form, "title") === "") setText(form, "title", "");
  setText(form, "body", body);
  check(form, "state", choices.state);
  check(form, "visibility", choices.visibility);
  check(form, "promise", choices.promise);
  if (choices.visibility === "selected") for (const box of form.querySelectorAll<HTMLInputElement>('input[name="customers"]')) box.checked = choices.customers.includes(box.value);
  for (const [id, state] of Object.entries(choices.components)) {
    const select = form.elements.namedItem(`component:${id}`);
    if (select instanceof HTMLSelectElement) select.value = state;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const area = form.elements.namedItem("body");
  if (area instanceof HTMLTextAreaElement) {
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }
}

function setText(form: HTMLFormElement, name: string, text: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = text;
}

function check(form: HTMLFormElement, name: string, value: string): void {
  if (value === "") return;
  for (const radio of form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)) if (radio.value === value) radio.checked = true;
}

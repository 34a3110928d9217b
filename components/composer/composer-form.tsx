/** The composer's form is found by this id: its parts stand in two columns, and the live ones outside of it. */
export const COMPOSER = "composer";

export const PREVIEW_FRAME = "composer-preview";

export function composerForm(): HTMLFormElement | null {
  const form = document.getElementById(COMPOSER);
  return form instanceof HTMLFormElement ? form : null;
}

/** What is typed now, asked of the preview route: its answer to `view=audience` is an `Audience`. */
export async function askAudience(href: string, signal: AbortSignal): Promise<Response> {
  const form = composerForm();
  const body = new URLSearchParams();
  for (const [name, value] of form ? new FormData(form) : []) if (typeof value === "string") body.append(name, value);
  body.set("view", "audience");
  return fetch(href, { method: "POST", body, signal, credentials: "same-origin" });
}

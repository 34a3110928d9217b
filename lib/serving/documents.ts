const documentPaths = /^\/(?:$|history$|verify$|docs\/api$|(?:incidents|maintenance|announcements|subscribe|subscription|unsubscribe|c|s|embed)(?:\/|$))/;

/** Whether a path answers with a document: words for readers, to whom no runtime of React is sent. */
export function isDocumentPath(path: string): boolean {
  return documentPaths.test(path);
}

/**
 * A page of Next as a document: without Next's scripts, their preloads and nonces, so that nothing in it moves once it is
 * drawn. Scripts with an address of their own (`/portal.js`) stay. What people wrote cannot hold a script: it was sanitized.
 */
export function toDocument(html: string): string {
  return html
    .replace(/<script\b[^>]*\bsrc="\/_next\/[^"]*"[^>]*><\/script>/g, "")
    .replace(/<script\b(?![^>]*\bsrc=)[^>]*>[\s\S]*?<\/script>/g, "")
    .replace(/<link\b[^>]*\brel="preload"[^>]*\bas="script"[^>]*>/g, "")
    .replace(/(<(?:link|script|style)\b[^>]*?) nonce="[^"]*"/g, "$1");
}

/** Next answers an unexpected error with an empty page that its script fills: that is no answer without the script. */
export function isEmptyErrorPage(html: string): boolean {
  return html.startsWith('<!DOCTYPE html><html id="__next_error__"');
}

/** What stands there instead, in the page's own stylesheet, with the number under which the log has the rest. */
export function errorDocument(emptyPage: string, requestId: string): string {
  const stylesheet = /\/_next\/static\/[\w./-]+\.css/.exec(emptyPage)?.[0];
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>This page could not be made</title>${stylesheet ? `<link rel="stylesheet" href="${stylesheet}">` : ""}</head><body><main id="main" class="mx-auto max-w-portal px-4 py-20 sm:px-6 lg:px-0"><h1 class="text-xl font-semibold">This page could not be made</h1><p class="mt-3 max-w-prose text-soft">The fault is ours and has been recorded. Trying again in a minute often helps; if it does not, tell us the request number below.</p><p class="mt-3 text-sm text-muted">Request number <code class="font-mono text-xs text-ink select-all">${requestId}</code></p></main></body></html>`;
}

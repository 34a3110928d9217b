/** What every page says to browsers beside its policy of content. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** Scripts, styles and pictures of our own and nothing else; `scripts` allows more, as a nonce does, and `ancestors` may frame the page. */
export function contentPolicy({ scripts = "", ancestors = [] }: { scripts?: string; ancestors?: readonly string[] } = {}): string {
  return [
    "default-src 'none'",
    `script-src 'self'${scripts}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(" ")}`,
    "manifest-src 'self'",
  ].join("; ");
}

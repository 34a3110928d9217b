import { env } from "#lib/platform/env";
import { NextResponse, type NextRequest } from "next/server";

/** Adds the security headers to pages. Decides nothing: who may see what is decided in pages, metadata and commands. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = framed.test(request.nextUrl.pathname) ? framedPolicy : contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  return response;
}

// What a reader would get, shown in a frame of the console: no script, no form, and mails carry their styles inline.
const framed = /^\/admin\/(incidents\/preview|mailbox\/[^/]+\/html)$/;
const framedPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

// Next's own inline scripts carry the nonce; development needs eval for its error overlay.
function contentSecurityPolicy(nonce: string): string {
  const development = env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${development}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
  ].join("; ");
}

export const config = { matcher: ["/((?!_next/static|favicon.ico).*)"] };

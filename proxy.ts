import { env } from "#lib/platform/env";
import { contentPolicy, securityHeaders } from "#lib/serving/security-headers";
import { NextResponse, type NextRequest } from "next/server";

/** Adds the security headers to pages. Decides nothing: who may see what is decided in pages, metadata and commands. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = framed.test(request.nextUrl.pathname) ? framedPolicy : contentPolicy({ scripts: ` 'nonce-${nonce}'${development}`, ancestors: ancestorsOf(request.nextUrl.pathname) });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  return response;
}

// What a reader would get, shown in a frame of the console: no script, no form, and mails carry their styles inline.
const framed = /^\/admin\/(incidents\/preview|incidents\/[^/]+\/postmortem\/preview|drafts\/[^/]+\/preview|mailbox\/[^/]+\/html)$/;
const framedPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

// Whose pages may frame an embed is said by the server in front of Next. What gets here was not answered by it: nobody's may, but while developing.
function ancestorsOf(path: string): string[] {
  return env.NODE_ENV === "development" && path.startsWith("/embed/c/") ? ["*"] : [];
}

// Next's own inline scripts carry the nonce; development needs eval for its error overlay.
const development = env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";

export const config = { matcher: ["/((?!_next/static|favicon.ico).*)"] };

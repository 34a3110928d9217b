import { env } from "#lib/platform/env";

const isSecure = env.APP_URL.startsWith("https://");

/** `__Host-` binds a cookie to this very host; browsers accept it over https only. */
export const sessionCookie = isSecure ? "__Host-candor-session" : "candor-session";
/** Names a browser before it is signed in: binds sign-in requests and refused forms to it. */
export const browserCookie = isSecure ? "__Host-candor-browser" : "candor-browser";

/** Binds the way back from signing in under the portal's own name to the browser that set out on it. */
export const arrivalCookie = isSecure ? "__Host-candor-arrival" : "candor-arrival";

/** The company's own sign-in that this browser used last, to offer it again. */
export const companyCookie = isSecure ? "__Host-candor-company" : "candor-company";

/** Carries the address of a new private feed to the page that shows it once: two minutes, then nobody knows it but its owner. */
export const newFeedCookie = isSecure ? "__Host-candor-new-feed" : "candor-new-feed";

/** The same for a new embed. */
export const newEmbedCookie = isSecure ? "__Host-candor-new-embed" : "candor-new-embed";
/** Carries the secret of a new endpoint to the page that shows it once, in the same way. */
export const newSecretCookie = isSecure ? "__Host-candor-new-secret" : "candor-new-secret";

/** Carries a new link to a statement to the page that shows it once. */
export const newShareCookie = isSecure ? "__Host-candor-new-share" : "candor-new-share";

/** Carries a new API key to the page that shows it once. */
export const newKeyCookie = isSecure ? "__Host-candor-new-key" : "candor-new-key";

export const cookieAttributes = { httpOnly: true, sameSite: "lax", secure: isSecure, path: "/" } as const;

export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export function serializeCookie(name: string, value: string, maxAgeSeconds: number): string {
  const parts = [`${name}=${value}`, "Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${maxAgeSeconds}`];
  return isSecure ? [...parts, "Secure"].join("; ") : parts.join("; ");
}

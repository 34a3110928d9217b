import { env, isLoopbackUrl } from "#lib/platform/env";
import { isLoopbackHost } from "#lib/platform/loopback";
import { isDemoSignInOpen } from "./rules.ts";

export interface StaffSignIn {
  issuer: string;
  clientId: string;
  clientSecret: string;
  domains: string[];
}

/** The team's own provider, from the environment; null unless all of it is there. */
export function staffSignIn(): StaffSignIn | null {
  const { STAFF_OIDC_ISSUER: issuer, STAFF_OIDC_CLIENT_ID: clientId, STAFF_OIDC_CLIENT_SECRET: clientSecret } = env;
  const domains = env.STAFF_OIDC_DOMAINS.toLowerCase().split(/[\s,]+/).filter(Boolean);
  return issuer && clientId && clientSecret && domains.length > 0 ? { issuer, clientId, clientSecret, domains } : null;
}

/** Domains whose staff sign in through the team's provider only. */
export function staffDomains(): string[] {
  return staffSignIn()?.domains ?? [];
}

/** Whether the cast may be signed in with one click. The address alone proves nothing: whoever reaches a server that listens to all may call it localhost. */
export function offersCast(): boolean {
  return isDemoSignInOpen({ isDemo: env.DEMO, isLoopback: isLoopbackUrl(env.APP_URL) && isLoopbackHost(env.HOST) });
}

import { z } from "zod";
import type { Db } from "#db/open";
import { domainOf } from "#lib/core/email-address";
import { defaultLanguage, languages } from "#lib/core/language";
import { sendPersonalMail } from "#lib/delivery/commands/personal";
import { inLanguage } from "#lib/language/rules/addresses";
import { sayKnown } from "#lib/language/rules/say";
import { env } from "#lib/platform/env";
import { speaking } from "#lib/platform/language";
import { armRequest } from "./commands/sign-in.ts";
import { findInvitation } from "./queries/people.ts";
import { findPersonToSignIn, findProviderOfDomain, findRequestToMail } from "./queries/sign-in.ts";
import { companySignInPath, describeDevice, linkLifeMs, roleInWords, staffProviderId } from "./rules.ts";
import { staffDomains } from "./settings.ts";
import { signInSecretsOf } from "./tokens.ts";

interface Job {
  db: Db;
  eventId: string;
  now: number;
}

const SignInRequested = z.object({ requestId: z.string(), userAgent: z.string(), language: z.enum(languages).default(defaultLanguage) });

/**
 * Answers a request to sign in by mail: a link and a code to whoever may sign in, the way to their company's own sign-in where there is
 * one, nothing to anybody else. Running twice sends nothing twice: link and code follow from the request.
 */
export async function sendSignInMail({ db, now }: Job, payload: unknown): Promise<void> {
  const { requestId, userAgent, language } = SignInRequested.parse(payload);
  const request = await findRequestToMail(db.read, { requestId, now });
  if (!request) return;
  const { email } = request;
  const portal = { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL };
  const person = await findPersonToSignIn(db.read, email);
  const providerId = await providerOf(db, email, person?.isStaff ?? false);
  if (!person && !(providerId && providerId !== staffProviderId)) return;
  if (!(await armRequest(db, { requestId, email, now, isLink: providerId === null }))) return;
  const dedupeKey = `sign-in:${requestId}`;
  if (providerId) {
    const signInUrl = new URL(inLanguage(companySignInPath(providerId), language), env.APP_URL).href;
    return sendPersonalMail(db, { template: "company-sign-in", props: { ...portal, signInUrl, language }, address: email, dedupeKey, now });
  }
  const { token, code } = signInSecretsOf(requestId);
  const signInUrl = `${env.APP_URL}${inLanguage("/sign-in/confirm", language)}?${new URLSearchParams({ request: requestId, token })}`;
  const asked = { askedAt: request.createdAt, askedFrom: describeDevice(userAgent), timeZone: person?.timeZone ?? "UTC", language };
  await sendPersonalMail(db, { template: "sign-in", props: { ...portal, ...asked, signInUrl, code, validMinutes: linkLifeMs / 60_000 }, address: email, dedupeKey, now });
}

// Where a provider vouches for a domain it alone signs its people in: whoever leaves the company is out here too. Staff never go through a customer's.
async function providerOf(db: Db, email: string, isStaff: boolean): Promise<string | null> {
  const domain = domainOf(email);
  if (isStaff) return staffDomains().includes(domain) ? staffProviderId : null;
  return (await findProviderOfDomain(db.read, domain))?.id ?? null;
}

const Invited = z.object({ personId: z.string(), customerId: z.string().nullable(), invitedBy: z.string().nullable() });

/** Tells somebody that they were added to the team or to a customer, if they still are. */
export async function sendInvitation({ db, eventId, now }: Job, payload: unknown): Promise<void> {
  const { personId, customerId, invitedBy } = Invited.parse(payload);
  const invited = await findInvitation(db.read, { personId, customerId });
  if (!invited) return;
  const props = {
    portalName: env.PORTAL_NAME,
    portalUrl: env.APP_URL,
    role: speaking(invited.language, () => sayKnown(roleInWords(invited.role))),
    language: invited.language,
    invitedBy: invitedBy ?? env.PORTAL_NAME,
    acceptUrl: `${env.APP_URL}${inLanguage("/sign-in", invited.language)}`,
    ...(invited.customerName === null ? {} : { customerName: invited.customerName }),
  };
  await sendPersonalMail(db, { template: "invitation", props, address: invited.email, dedupeKey: `invitation:${eventId}`, customerId, now });
}

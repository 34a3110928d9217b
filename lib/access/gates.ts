import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getDb } from "#db/connection";
import type { Language } from "#lib/core/language";
import { Failure } from "#lib/core/failure";
import { now } from "#lib/platform/clock";
import { sha256 } from "#lib/platform/crypto";
import { admit, type Caller, demandSignIn, findCaller, type Passage, passDocument } from "./admit.ts";
import { mintContext, type Context } from "./context.ts";
import { browserCookie, companyCookie, newEmbedCookie, newFeedCookie, newKeyCookie, newSecretCookie, newShareCookie, readCookie } from "./cookies.ts";
import { currentDocument, readOnce, type DocumentScope } from "./document-scope.ts";
import type { Permission } from "./permissions.ts";
import type { Requirement } from "./policy.ts";
import { findRefusedForm, type FormState, type GateCustomer, type SignedIn } from "./queries.ts";
import type { Audience } from "./terms.ts";

/** The public's view, whoever looks: a document never depends on who is looking. */
export async function requirePublic(): Promise<Context> {
  const document = currentDocument();
  return document ? passDocument(document, { who: "anyone" }, null).ctx : admitPublic();
}

const admitPublic = cache(async (): Promise<Context> => (await admit({ who: "anyone" }, await currentCaller(), null)).ctx);

export async function requireStaff(permission: Permission = "console.read"): Promise<Passage & { signedIn: SignedIn }> {
  const found = await passPage({ who: "staff", permission }, null);
  return { ...found, signedIn: demandSignIn(found.signedIn) };
}

// The gates of documents are asked once a request, though generateMetadata and the page both begin with them.

interface CustomerPassage {
  ctx: Context;
  signedIn: SignedIn;
  customer: GateCustomer;
}

/** Gate of every page below /c/[customer]: a stranger gets the 404 that an unknown customer would get. */
export async function requireCustomer(slug: string, permission: Permission = "customer.read"): Promise<CustomerPassage> {
  const document = currentDocument();
  if (!document) return passCustomer(slug, permission);
  const { ctx, customer } = passDocument(document, { who: "customer", permission }, slug);
  if (!customer) notFound();
  return {
    ctx,
    customer,
    get signedIn(): SignedIn {
      throw new Error("A document does not know who is looking.");
    },
  };
}

const passCustomer = cache(async (slug: string, permission: Permission): Promise<CustomerPassage> => {
  const { ctx, signedIn, customer } = await passPage({ who: "customer", permission }, slug);
  if (!customer) notFound();
  return { ctx, signedIn: demandSignIn(signedIn), customer };
});

/** What a document is made from, once somebody was admitted to what its address names. Nothing of the person is in it. */
export function documentScope({ customer, path, requestId, language }: { customer: GateCustomer | null; path: string; requestId: string; language: Language }): DocumentScope {
  const audience: Audience = customer ? { kind: "customer", customerId: customer.id } : { kind: "public" };
  return { ctx: mintContext({ db: getDb(), now: now(), actor: { kind: "system", job: "document" }, audience, permissions: [], requestId, language }), customer, path, language };
}

/** Gate of the page that a customer's own portal frames. */
export async function requireEmbed(token: string): Promise<{ ctx: Context; customer: GateCustomer }> {
  const document = currentDocument();
  const { ctx, customer } = document ? passDocument(document, { who: "embed" }, token) : await passPage({ who: "embed" }, token);
  if (!customer) notFound();
  return { ctx, customer };
}

/** Gate of the page that a link to one statement opens. */
export async function requireShare(token: string): Promise<{ ctx: Context; customer: GateCustomer; statementId: string }> {
  const { ctx, customer, statementId } = await passPage({ who: "share" }, token);
  if (!customer || statementId === undefined) notFound();
  return { ctx, customer, statementId };
}

/** The path that was asked for, as the server in front of Next wrote it down. */
export async function currentPath(): Promise<string> {
  return currentDocument()?.path ?? (await headers()).get("x-candor-path") ?? "/";
}

/** A read that a page shares with its metadata. */
export function sharedRead<Words extends string[], T>(read: (ctx: Context, ...words: Words) => Promise<T>): typeof read {
  const perRequest = cache(read);
  return (ctx, ...words) => readOnce(read, words, () => read(ctx, ...words)) ?? perRequest(ctx, ...words);
}

/** The customer in the address, for the header of a layout; null for whoever may not see it. No gate: the page below answers for itself. */
export async function findCustomerForChrome(slug: string): Promise<{ ctx: Context; customer: GateCustomer } | null> {
  try {
    return await requireCustomer(slug);
  } catch {
    return null;
  }
}

export async function requirePerson(): Promise<{ ctx: Context; signedIn: SignedIn }> {
  const { ctx, signedIn } = await passPage({ who: "person" }, null);
  return { ctx, signedIn: demandSignIn(signedIn) };
}

/** Who is signed in, if anybody; for pages that only greet. */
export async function findCurrentPerson(): Promise<SignedIn | null> {
  return findCaller(await currentCaller(), now());
}

async function passPage(requirement: Requirement, slug: string | null): Promise<Passage> {
  const caller = await currentCaller();
  try {
    return await admit(requirement, caller, slug);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === "unauthenticated") redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`);
    notFound();
  }
}

const currentCaller = cache(async (): Promise<Caller> => {
  const list = await headers();
  return { cookieHeader: list.get("cookie"), requestId: list.get("x-request-id") ?? randomUUID() };
});

/** Names the browser of this request, as anything anonymous is bound to it; null when it has sent no form yet. */
export async function findBrowserHash(): Promise<string | null> {
  const browser = readCookie((await currentCaller()).cookieHeader, browserCookie);
  return browser ? sha256(browser) : null;
}

/** The company sign-in that this browser used last. */
export async function findLastCompany(): Promise<string | null> {
  return readCookie((await currentCaller()).cookieHeader, companyCookie);
}

/** The private feed this browser has just made, as `<id>.<token>`. */
export async function findNewFeed(): Promise<string | null> {
  return readCookie((await currentCaller()).cookieHeader, newFeedCookie);
}

/** The embed this browser has just made, as `<id>.<token>`. */
export async function findNewEmbed(): Promise<string | null> {
  return readCookie((await currentCaller()).cookieHeader, newEmbedCookie);
}

/** The link to a statement that this browser has just made, as `<id>.<token>`. */
export async function findNewShare(): Promise<string | null> {
  return readCookie((await currentCaller()).cookieHeader, newShareCookie);
}

/** The key this browser has just made, as `<id>.<token>`. */
export async function findNewKey(): Promise<string | null> {
  return readCookie((await currentCaller()).cookieHeader, newKeyCookie);
}

/** The secret of the endpoint this browser has just added, as `<id>.<secret>`. */
export async function findNewSecret(): Promise<string | null> {
  return readCookie((await currentCaller()).cookieHeader, newSecretCookie);
}

const blankForm: FormState = { values: {}, sentence: null, fields: {} };

/** A form as it was when it was refused (`?form=…`), or blank. */
export async function readForm(searchParams: Promise<Record<string, string | string[] | undefined>>): Promise<FormState> {
  const { form } = await searchParams;
  const browserHash = await findBrowserHash();
  if (typeof form !== "string" || !browserHash) return blankForm;
  return (await findRefusedForm(getDb().read, { id: form, browserHash, now: now() })) ?? blankForm;
}

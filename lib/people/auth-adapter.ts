import { and, eq } from "drizzle-orm";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { people, verificationTokens } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { startSession } from "./commands/sessions.ts";
import { findPersonByIdentity, findPersonToSignIn } from "./queries/sign-in.ts";

export interface AdapterScope {
  ctx: Context;
  userAgent: string;
  method: string;
  /** The issuer whose subjects are looked up; none for the link by mail. */
  issuer: string | null;
}

/**
 * Our tables as next-auth wants them, for signing in alone. Sessions are read by the gates, people are made by commands: what next-auth
 * would do of that by itself throws, so that a way in which it ever starts to is found at once.
 */
export function createAdapter({ ctx, userAgent, method, issuer }: AdapterScope): Adapter {
  return {
    async useVerificationToken({ identifier, token }) {
      const used = await ctx.write((tx) =>
        tx
          .delete(verificationTokens)
          .where(and(eq(verificationTokens.identifier, identifier), eq(verificationTokens.tokenHash, token)))
          .returning({ identifier: verificationTokens.identifier, expiresAt: verificationTokens.expiresAt }),
      );
      return used[0] ? { identifier: used[0].identifier, token, expires: new Date(used[0].expiresAt) } : null;
    },
    async getUserByEmail(email) {
      const person = await findPersonToSignIn(ctx.read, email);
      return person && asUser(person);
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const person = issuer === null ? null : await findPersonByIdentity(ctx.read, { provider, issuer, subject: providerAccountId });
      return person && asUser(person);
    },
    async updateUser({ id }) {
      const [person] = await ctx.write((tx) => tx.update(people).set({ emailVerifiedAt: ctx.now }).where(eq(people.id, id)).returning({ id: people.id, name: people.name, email: people.email }));
      if (!person) throw new Error("The person is gone.");
      return asUser(person);
    },
    async createSession({ sessionToken, userId }) {
      const { expiresAt } = await startSession(ctx, { personId: userId, method, userAgent, token: sessionToken });
      return { sessionToken, userId, expires: new Date(expiresAt) };
    },
    getUser: neverAsked("getUser"),
    getSessionAndUser: neverAsked("getSessionAndUser"),
    deleteSession: neverAsked("deleteSession"),
    updateSession: neverAsked("updateSession"),
    createVerificationToken: neverAsked("createVerificationToken"),
    createUser: neverAsked("createUser"),
    linkAccount: neverAsked("linkAccount"),
  };
}

function asUser({ id, name, email }: { id: string; name: string; email: string }): AdapterUser {
  return { id, name, email, emailVerified: null };
}

function neverAsked(name: string): () => never {
  return () => {
    throw new Error(`next-auth asked for ${name}, which commands and gates do here.`);
  };
}

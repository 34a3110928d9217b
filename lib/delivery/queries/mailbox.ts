import { desc, eq } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { mailboxMessages } from "#db/schema/delivery";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";

export interface MailboxRow {
  id: string;
  to: string;
  subject: string;
  receivedAt: number;
}

/** What the local mailbox holds, newest first. It may hold sign-in links, so only an admin looks. */
export async function listMailbox(ctx: Context, input: { before: { at: number; id: string } | null; limit: number }): Promise<MailboxRow[]> {
  requirePermission(ctx, "portal.manage");
  const { id, to, subject, receivedAt } = mailboxMessages;
  return ctx.read
    .select({ id, to, subject, receivedAt })
    .from(mailboxMessages)
    .where(isBehind([receivedAt, id], input.before))
    .orderBy(desc(receivedAt), desc(id))
    .limit(input.limit);
}

export async function getMail(ctx: Context, id: string): Promise<MailboxRow & { from: string; html: string; text: string; headers: Record<string, string> }> {
  requirePermission(ctx, "portal.manage");
  const [row] = await ctx.read.select().from(mailboxMessages).where(eq(mailboxMessages.id, id));
  if (!row) throw new Failure("not_found", "There is no such mail.");
  const { to, from, subject, html, text, headers, receivedAt } = row;
  return { id, to, from, subject, html, text, headers, receivedAt };
}

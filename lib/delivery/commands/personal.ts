import type { Db } from "#db/open";
import type { EmailProps, EmailTemplate } from "#emails/render-email";
import { renderPersonalMail } from "../channels/personal-mail.ts";
import { queuePersonalMail } from "./queue.ts";

export interface PersonalMailRequest<Name extends EmailTemplate> {
  template: Name;
  props: EmailProps[Name];
  address: string;
  /** A second mail with the same key is dropped, so a job may run twice. */
  dedupeKey: string;
  customerId?: string | null;
  now: number;
}

/** Renders and queues a mail that its addressee asked for: sign-in, confirmation, invitation. */
// no requirePermission: called by jobs, for what was permitted when it was asked
// no record: the asking was recorded
export async function sendPersonalMail<Name extends EmailTemplate>(db: Db, request: PersonalMailRequest<Name>): Promise<void> {
  const message = await renderPersonalMail(request);
  await db.write((tx) => queuePersonalMail(tx, { ...request, message }));
}

import type { Db } from "#db/open";
import type { EmailProps, EmailTemplate } from "#emails/render-email";
import { env } from "#lib/platform/env";
import { renderPersonalMail } from "../channels/personal-mail.ts";
import { findMailBrand } from "../queries/readers.ts";
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

/** Renders and queues a mail to one person, in the look of its customer or the portal: sign-in, confirmation, invitation and the like. */
// no requirePermission: called by jobs, for what was permitted when it was asked
// no record: the asking was recorded
export async function sendPersonalMail<Name extends EmailTemplate>(db: Db, request: PersonalMailRequest<Name>): Promise<void> {
  const brand = await findMailBrand(db.read, { customerId: request.customerId ?? null, portalUrl: env.APP_URL });
  const message = await renderPersonalMail({ ...request, props: { ...request.props, brand } });
  await db.write((tx) => queuePersonalMail(tx, { ...request, message }));
}

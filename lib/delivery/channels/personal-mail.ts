import type { FrozenMessage } from "#lib/delivery/terms";
import type { EmailProps, EmailTemplate } from "#emails/render-email";
import { newId } from "#lib/core/ids";
import { env } from "#lib/platform/env";
import { mailHeaders, mailId } from "#lib/platform/mailer/headers";
import { formatSender, parseSender } from "#lib/platform/mailer/sender";

/** A mail to one person that is no part of a list, rendered and ready to be queued. */
export async function renderPersonalMail<Name extends EmailTemplate>(input: { template: Name; props: EmailProps[Name]; address: string; now: number }): Promise<FrozenMessage> {
  const { template, props, address, now } = input;
  const { renderEmail } = await loadTemplates();
  const { subject, html, text } = await renderEmail(template, props);
  const headers = mailHeaders({ messageId: mailId(mailHost(), newId("mid", now)) });
  return { to: address, from: sender(), subject, html, text, headers };
}

/** The templates take a second to load and most processes never draw a mail: loaded at the first one. */
export function loadTemplates() {
  return import("#emails/render-email");
}

/** MAIL_FROM, under the portal's name where it has none. */
function sender(): string {
  const { name, address } = parseSender(env.MAIL_FROM);
  return formatSender({ name: name === "" ? env.PORTAL_NAME : name, address });
}

/** The domain in message ids: the sender's, or the portal's own. */
export function mailHost(): string {
  return /@([a-z0-9.-]+\.[a-z]{2,})/i.exec(env.MAIL_FROM)?.[1] ?? new URL(env.APP_URL).hostname;
}

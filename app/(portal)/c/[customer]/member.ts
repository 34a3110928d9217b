import type { Call } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import type { Member } from "#lib/subscriptions/commands/member";

/** Who acts on a customer's page, as the subscription commands need it. */
export function requireMember({ signedIn, customer }: Call): { member: Member; slug: string } {
  if (!signedIn || !customer) throw new Failure("not_found", "There is nothing here.");
  const { personId, email, timeZone } = signedIn;
  return { member: { personId, email, timeZone: timeZone ?? customer.timeZone, customerId: customer.id }, slug: customer.slug };
}

import { z } from "zod";
import { memberRoles, staffRoles } from "#lib/access/terms";
import { parseEmailAddress } from "#lib/core/email-address";
import { isTimeZone } from "#lib/core/time";
import { safeReturnPath } from "./rules.ts";

const one = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const text = z.preprocess(one, z.string().trim());

const EmailAddress = text.transform((typed, context) => {
  const address = parseEmailAddress(typed);
  if (address) return address;
  context.addIssue({ code: "custom", message: "Enter one email address, such as you@company.com." });
  return z.NEVER;
});
const PersonName = text.pipe(z.string().min(1, "Enter a name.").max(120, "Use at most 120 characters."));
const ReturnPath = z.preprocess(one, z.string().optional().catch(undefined)).transform(safeReturnPath);
const Id = text.pipe(z.string().min(1).max(80));

export const RequestSignIn = z.object({ email: EmailAddress, next: ReturnPath });
export const AcceptLink = z.object({ request: Id, token: text.pipe(z.string().min(1).max(200)) });
export const AcceptCode = z.object({ request: Id, code: text.transform((typed) => typed.replace(/[\s-]/g, "")).pipe(z.string().regex(/^\d{6}$/, "The code has six digits.")) });
export const StartProvider = z.object({ provider: Id, next: ReturnPath });
// Whatever is sent: where the demo is closed the answer is "not found" before anything else.
export const DemoSignIn = z.object({ personId: z.preprocess(one, z.string().catch("")), next: ReturnPath });
export const FinishSetup = z.object({ token: text, name: PersonName, email: EmailAddress });
export const SaveProfile = z.object({
  name: PersonName,
  timeZone: text.transform((zone) => zone || null).refine((zone) => zone === null || isTimeZone(zone), "Choose a time zone from the list."),
});
/** A box: browsers send nothing where it is not ticked. */
export const SaveReminders = z.object({ hearsReminders: z.unknown().transform((sent) => sent !== undefined) });
export const RevokeSession = z.object({ id: Id });
export const AddStaff = z.object({ name: PersonName, email: EmailAddress, role: z.enum(staffRoles, "Choose a role.") });
export const ChangeStaffRole = z.object({ id: Id, role: z.enum(staffRoles, "Choose a role.") });
export const RemoveStaff = z.object({ id: Id });
export const AddMember = z.object({ name: PersonName, email: EmailAddress, role: z.enum(memberRoles, "Choose a role.") });
/** By staff: `id` is the customer. */
export const AddCustomerMember = AddMember.extend({ id: Id });
export const RemoveCustomerMember = z.object({ id: Id, member: Id });
/** By an owner: the customer is the one in the address, which the gate has decided. */
export const RemoveOwnMember = z.object({ id: Id });
/** The path below /api/auth. */
export const Callback = z.object({ nextauth: z.array(z.string()) });
export const Nothing = z.object({});

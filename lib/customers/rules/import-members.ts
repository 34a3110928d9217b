import { type MemberRole, memberRoles } from "#lib/access/terms";
import { parseEmailAddress } from "#lib/core/email-address";
import { cut, oneOf } from "./import-customers.ts";
import { type Columns, type ImportPlan, type Judgement, planFile } from "./import-file.ts";

export const memberColumns: Columns = { required: ["customer", "email"], optional: ["name", "role"] };

export const memberExample = `customer,email,name,role
acme,anna.keller@acme.example,Anna Keller,owner
acme,ben.fuchs@acme.example,Ben Fuchs,viewer`;

export interface KnownPeople {
  customers: readonly { id: string; slug: string; name: string; isArchived: boolean }[];
  people: readonly { id: string; email: string; name: string; isDisabled: boolean; memberships: readonly { customerId: string; role: MemberRole }[] }[];
}

export interface MemberValues {
  customerId: string;
  /** Null for somebody the portal does not know yet. */
  personId: string | null;
  email: string;
  name: string;
  role: MemberRole;
}

/** What a file of members comes to. An empty role leaves what is there; the name of somebody who is known already stays theirs. */
export function planMembers(text: string, known: KnownPeople): ImportPlan<MemberValues> {
  const customers = new Map(known.customers.map((customer) => [customer.slug, customer]));
  const people = new Map(known.people.map((person) => [person.email, person]));
  const seen = new Map<string, number>();
  return planFile(text, memberColumns, (cells, line): Judgement<MemberValues> => {
    const { customer: slug = "", email: emailText = "", name = "", role: roleText = "" } = cells;
    const customer = customers.get(slug.toLowerCase());
    if (!customer) return `customer: There is no customer with the slug “${cut(slug)}”.`;
    if (customer.isArchived) return `customer: “${customer.slug}” is archived. Bring it back first.`;
    const email = parseEmailAddress(emailText);
    if (!email) return `email: “${cut(emailText)}” is not one email address.`;
    const earlier = seen.get(`${customer.id} ${email}`);
    if (earlier !== undefined) return `Line ${earlier} is about ${email} at “${customer.slug}” already.`;
    seen.set(`${customer.id} ${email}`, line);
    const person = people.get(email);
    if (person?.isDisabled) return `email: The account of ${email} is disabled.`;
    if (!person && !name) return "name: Enter a name: nobody with this address is known yet.";
    if (name.length > 120) return "name: Use at most 120 characters.";
    const before = person?.memberships.find((membership) => membership.customerId === customer.id);
    const role = oneOf(memberRoles, roleText, before?.role ?? "viewer");
    if (!role) return `role: “${cut(roleText)}” is none of ${memberRoles.join(", ")}.`;
    const values = { customerId: customer.id, personId: person?.id ?? null, email, name: person?.name ?? name, role };
    const changes = before && before.role !== role ? [{ column: "role", from: before.role, to: role }] : [];
    return { title: `${values.name} · ${customer.name}`, verdict: before ? (changes.length > 0 ? "change" : "same") : "create", changes, values };
  });
}

/** The addresses a file names, for looking up who is known. */
export function addressesIn(text: string): string[] {
  const addresses = planFile<string>(text, memberColumns, (cells) => {
    const email = parseEmailAddress(cells["email"] ?? "");
    return email ? { title: email, verdict: "same", changes: [], values: email } : "no address";
  });
  return [...new Set(addresses.rows.map((row) => row.values))];
}

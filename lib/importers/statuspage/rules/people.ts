import { z } from "zod";
import { freeSlug } from "../../../core/slug.ts";
import type { Remark, SourceFile } from "../../history/rules/planned.ts";

const id = z.string().min(1);
const ids = z.array(z.union([id, z.looseObject({ id }).transform((one) => one.id)])).nullish().transform((list) => [...new Set(list ?? [])]);
const text = z.string().trim().nullish().transform((value) => value || null);

const Group = z.looseObject({ id, name: z.string().trim().min(1), component_ids: ids, page_access_user_ids: ids });
const User = z.looseObject({ id, email: z.email(), page_access_group_id: text, page_access_group_ids: ids, component_ids: ids });
const Subscriber = z.looseObject({ id, mode: text, state: text, email: text, phone_number: text, endpoint: text, quarantined_at: text, page_access_user_id: text, incident_id: text, components: ids, component_ids: ids });

/** A page-access group as a customer. */
export interface PlannedCustomer {
  slug: string;
  name: string;
  componentExternalIds: string[];
}

export interface PlannedSubscriber {
  file: string;
  externalId: string;
  email: string;
  /** Slugs of the customers whose page it reads; empty for the public page. */
  customers: string[];
  /** Empty for everything. */
  componentExternalIds: string[];
}

export interface PeoplePlan {
  customers: PlannedCustomer[];
  members: { customer: string; email: string }[];
  subscribers: PlannedSubscriber[];
  problems: Remark[];
}

type Item = { file: string; value: Record<string, unknown> };

/** What the export of the manage API comes to: lists of page-access groups, page-access users and subscribers, in files named as one likes. */
export function planPeople(files: readonly SourceFile[]): PeoplePlan {
  const problems: Remark[] = [];
  const items = files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap((file) => itemsOf(file, problems));
  const read = <T>(schema: z.ZodType<T>, kind: ReturnType<typeof kindOf>) => items.filter((item) => kindOf(item.value) === kind).flatMap((item) => readItem(schema, { item, problems }));
  const groups = read(Group, "group");
  const users = read(User, "user");
  const slugs = slugsOf(groups.map(({ value }) => value));
  const groupsOf = new Map(users.map(({ value: user }) => [user.id, [...new Set([...user.page_access_group_ids, ...(user.page_access_group_id ? [user.page_access_group_id] : []), ...groups.flatMap(({ value }) => (value.page_access_user_ids.includes(user.id) ? [value.id] : []))])].flatMap((group) => slugs.get(group) ?? [])]));
  for (const { file, value } of users) if (groupsOf.get(value.id)?.length === 0) problems.push({ file, item: value.id, reason: `${value.email} is in no group of these files: add it to a customer by hand.` });
  return {
    customers: groups.map(({ value }) => ({ slug: slugs.get(value.id) ?? "", name: value.name, componentExternalIds: value.component_ids })),
    members: users.flatMap(({ value }) => (groupsOf.get(value.id) ?? []).map((customer) => ({ customer, email: value.email }))),
    subscribers: read(Subscriber, "subscriber").flatMap((found) => planSubscriber(found, { groupsOf, problems })),
    problems,
  };
}

function itemsOf({ name, text: content }: SourceFile, problems: Remark[]): Item[] {
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, "").toWellFormed());
  } catch {
    problems.push({ file: name, item: null, reason: "This is not JSON." });
    return [];
  }
  const parts: unknown[] = Array.isArray(json) ? [json] : Object.values<unknown>(Object(json) as Record<string, unknown>);
  const objects = parts.flatMap((part) => (Array.isArray(part) ? (part as unknown[]) : [])).filter((value): value is Record<string, unknown> => typeof value === "object" && value !== null);
  if (objects.length === 0) problems.push({ file: name, item: null, reason: "There is no list of groups, users or subscribers in it." });
  return objects.map((value) => ({ file: name, value }));
}

function kindOf(value: Record<string, unknown>): "group" | "user" | "subscriber" {
  if ("page_access_user_ids" in value || ("name" in value && "component_ids" in value && !("email" in value))) return "group";
  return "page_access_group_id" in value || "page_access_group_ids" in value || "external_login" in value ? "user" : "subscriber";
}

function readItem<T>(schema: z.ZodType<T>, { item, problems }: { item: Item; problems: Remark[] }): { file: string; value: T }[] {
  const parsed = schema.safeParse(item.value);
  if (parsed.success) return [{ file: item.file, value: parsed.data }];
  const [issue] = parsed.error.issues;
  problems.push({ file: item.file, item: typeof item.value["id"] === "string" ? item.value["id"] : null, reason: `${issue?.path.join(".") || "item"}: ${issue?.message ?? "unreadable"}.` });
  return [];
}

function planSubscriber({ file, value }: { file: string; value: z.output<typeof Subscriber> }, { groupsOf, problems }: { groupsOf: ReadonlyMap<string, string[]>; problems: Remark[] }): PlannedSubscriber[] {
  const skip = (reason: string) => (problems.push({ file, item: value.id, reason }), []);
  const { email, mode, page_access_user_id: user } = value;
  if (value.quarantined_at) return skip(`${email ?? "It"} is quarantined there, since mail came back.`);
  if (value.state === "unconfirmed") return skip(`${email ?? "It"} never confirmed.`);
  if (value.incident_id) return skip("It hears of one incident only, which is over by now.");
  if ((mode ?? "email") !== "email" || email === null) return skip(`It is told by ${mode ?? (value.phone_number ? "sms" : "webhook")}, whose address is a secret of its owner's: let them add it here under their subscription's channels.`);
  const customers = user === null ? [] : (groupsOf.get(user) ?? []);
  if (user !== null && customers.length === 0) return skip(`${email} reads as a page-access user who is in no group of these files.`);
  return [{ file, externalId: value.id, email, customers, componentExternalIds: value.components.length > 0 ? value.components : value.component_ids }];
}

function slugsOf(groups: readonly { id: string; name: string }[]): Map<string, string> {
  const slugs = new Map<string, string>();
  for (const { id: group, name } of groups.toSorted((a, b) => (a.id < b.id ? -1 : 1))) slugs.set(group, freeSlug(name, new Set(slugs.values())));
  return slugs;
}

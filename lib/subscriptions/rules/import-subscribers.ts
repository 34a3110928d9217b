import { parseEmailAddress } from "../../core/email-address.ts";
import { findTimeZone } from "../../customers/rules/details.ts";
import { type Change, type Columns, type ImportPlan, type Judgement, planFile } from "../../customers/rules/import-file.ts";
import { type Language, languages } from "../../customers/terms.ts";
import { kindsOfPost, type KindOfPost, type SubscriberState } from "../terms.ts";
import { isRoleAddress } from "./role-address.ts";

export const subscriberColumns: Columns = { required: ["email"], optional: ["customer", "components", "kinds", "language", "time_zone", "shared"] };

export const subscriberExample = `email,customer,components,kinds,language,time_zone,shared
noc@bluebird.example,,,,en,Europe/London,yes
anna.keller@acme.example,acme,Card processing; Payouts,incidents; maintenance,de,Europe/Berlin,no`;

export interface KnownSubscriber {
  id: string;
  email: string;
  customerId: string | null;
  state: SubscriberState;
  language: Language;
  timeZone: string;
  isShared: boolean;
  kinds: readonly KindOfPost[];
  /** Empty for everything. */
  componentIds: readonly string[];
}

export interface KnownAudiences {
  customers: readonly { id: string; slug: string; isArchived: boolean; timeZone: string; language: Language; componentIds: readonly string[] }[];
  components: readonly { id: string; name: string; isPublic: boolean }[];
  /** Members by customer and address. */
  members: ReadonlyMap<string, string>;
  subscribers: readonly KnownSubscriber[];
  /** Addresses that mail came back from. */
  suppressed: ReadonlySet<string>;
}

export interface SubscriberValues {
  id: string | null;
  email: string;
  customerId: string | null;
  personId: string | null;
  language: Language;
  timeZone: string;
  isShared: boolean;
  kinds: readonly KindOfPost[];
  /** Null leaves what was chosen; empty is everything. */
  componentIds: readonly string[] | null;
  /** What becomes of the subscriber: it hears from now on, it is asked first, or its state stays. */
  becomes: "active" | "asked" | "as it is";
}

interface Judging {
  known: KnownAudiences;
  /** Their consent is stated, so they hear without being asked. */
  isConfirmed: boolean;
}

/** What a file of subscribers comes to. An empty cell leaves what is there; for a new one it is everything, in the customer's language and zone. */
export function planSubscribers(text: string, { known, isConfirmed }: Judging): ImportPlan<SubscriberValues> {
  const subscribers = new Map(known.subscribers.map((each) => [keyOf(each), each]));
  const seen = new Map<string, number>();
  return planFile(text, subscriberColumns, (cells, line): Judgement<SubscriberValues> => {
    const email = parseEmailAddress(cells["email"] ?? "");
    if (!email) return `email: “${cut(cells["email"])}” is not one email address.`;
    const slug = (cells["customer"] ?? "").toLowerCase();
    const customer = slug === "" ? null : known.customers.find((each) => each.slug === slug);
    if (customer === undefined) return `customer: There is no customer with the slug “${cut(slug)}”.`;
    if (customer?.isArchived) return `customer: “${customer.slug}” is archived. Bring it back first.`;
    const key = keyOf({ email, customerId: customer?.id ?? null });
    const earlier = seen.get(key);
    if (earlier !== undefined) return `Line ${earlier} is about ${email} already.`;
    seen.set(key, line);
    const personId = customer ? known.members.get(key) : null;
    if (customer && personId === undefined) return `email: ${email} is not a member of “${customer.slug}”. Add the member first: only members hear what is on a customer’s page.`;
    const before = subscribers.get(key);
    const refusal = refusalOf(email, { known, before });
    if (refusal) return refusal;
    const wishes = wishesOf(cells, { known, customer, before, email });
    return typeof wishes === "string" ? wishes : judge({ id: before?.id ?? null, email, customerId: customer?.id ?? null, personId: personId ?? null, ...wishes }, { before, isConfirmed, slug });
  });
}

/** Of an address on one page. */
export function keyOf({ email, customerId }: { email: string; customerId: string | null }): string {
  return `${customerId ?? ""} ${email}`;
}

function refusalOf(email: string, { known, before }: { known: KnownAudiences; before: KnownSubscriber | undefined }): string | null {
  if (before?.state === "stopped") return `email: ${email} stopped its mails. Only whoever reads it can start them again, on the page.`;
  if (before?.state === "quarantined" || known.suppressed.has(email)) return `email: Mail to ${email} came back, so nothing is sent to it.`;
  return null;
}

type Wishes = Pick<SubscriberValues, "language" | "timeZone" | "isShared" | "kinds" | "componentIds">;
type Customer = KnownAudiences["customers"][number] | null;

function wishesOf(cells: Record<string, string>, { known, customer, before, email }: { known: KnownAudiences; customer: Customer; before: KnownSubscriber | undefined; email: string }): Wishes | string {
  const { language: languageText = "", time_zone: zoneText = "", shared = "" } = cells;
  const language = languageText === "" ? (before?.language ?? customer?.language ?? "en") : languages.find((each) => each === languageText.toLowerCase());
  if (!language) return `language: “${cut(languageText)}” is none of ${languages.join(", ")}.`;
  const timeZone = zoneText === "" ? (before?.timeZone ?? customer?.timeZone ?? "UTC") : findTimeZone(zoneText);
  if (!timeZone) return `time_zone: “${cut(zoneText)}” is not a time zone, such as Europe/Berlin.`;
  if (!["", "yes", "no"].includes(shared.toLowerCase())) return `shared: Write yes or no instead of “${cut(shared)}”.`;
  const isShared = shared === "" ? (before?.isShared ?? isRoleAddress(email)) : shared.toLowerCase() === "yes";
  const kinds = kindsIn(cells["kinds"] ?? "", before);
  if (typeof kinds === "string") return kinds;
  const componentIds = componentsIn(cells["components"] ?? "", { known, customer });
  return typeof componentIds === "string" ? componentIds : { language, timeZone, isShared, kinds, componentIds: componentIds ?? (before ? null : []) };
}

function kindsIn(text: string, before: KnownSubscriber | undefined): readonly KindOfPost[] | string {
  const words = listIn(text);
  if (words.length === 0) return before?.kinds ?? kindsOfPost;
  const unknown = words.find((word) => !kindsOfPost.some((kind) => kind === word.toLowerCase()));
  return unknown === undefined ? kindsOfPost.filter((kind) => words.some((word) => word.toLowerCase() === kind)) : `kinds: “${cut(unknown)}” is none of ${kindsOfPost.join(", ")}.`;
}

/** Null where the cell is empty. Only what the reader may know of. */
function componentsIn(text: string, { known, customer }: { known: KnownAudiences; customer: Customer }): readonly string[] | null | string {
  const words = listIn(text);
  if (words.length === 0) return null;
  if (words.length === 1 && words[0]?.toLowerCase() === "everything") return [];
  const may = known.components.filter((each) => (customer ? customer.componentIds.includes(each.id) : each.isPublic));
  const found = words.map((word) => ({ word, id: may.find((each) => each.name.toLowerCase() === word.toLowerCase())?.id }));
  const missing = found.find((each) => each.id === undefined);
  if (missing) return `components: “${cut(missing.word)}” is no component that this reader sees.`;
  return [...new Set(found.flatMap((each) => each.id ?? []))].sort();
}

function judge(values: Omit<SubscriberValues, "becomes">, { before, isConfirmed, slug }: { before: KnownSubscriber | undefined; isConfirmed: boolean; slug: string }): Judgement<SubscriberValues> {
  const title = slug === "" ? values.email : `${values.email} · ${slug}`;
  const becomes = isConfirmed && (!before || before.state === "pending") ? "active" : before ? "as it is" : "asked";
  if (!before) return { title, verdict: "create", changes: [{ column: "state", from: "", to: isConfirmed ? "hears at once" : "asked to confirm" }, ...(values.isShared ? [{ column: "shared", from: "", to: "yes" }] : [])], values: { ...values, becomes } };
  const changes = changesOf(values, before);
  if (becomes === "active") changes.unshift({ column: "state", from: "not confirmed", to: "hears at once" });
  return { title, verdict: changes.length > 0 ? "change" : "same", changes, values: { ...values, becomes } };
}

function changesOf(values: Omit<SubscriberValues, "becomes">, before: KnownSubscriber): Change[] {
  const yes = (is: boolean) => (is ? "yes" : "no");
  const names = (ids: readonly string[]) => (ids.length === 0 ? "everything" : `${ids.length} chosen`);
  const sides = [
    { column: "language", from: before.language as string, to: values.language as string },
    { column: "time_zone", from: before.timeZone, to: values.timeZone },
    { column: "shared", from: yes(before.isShared), to: yes(values.isShared) },
    { column: "kinds", from: before.kinds.join(", "), to: values.kinds.join(", ") },
  ].filter(({ from, to }) => from !== to);
  const isOther = values.componentIds !== null && [...before.componentIds].sort().join() !== values.componentIds.join();
  return isOther ? [...sides, { column: "components", from: names(before.componentIds), to: names(values.componentIds ?? []) }] : sides;
}

function listIn(text: string): string[] {
  return text.split(";").map((word) => word.trim()).filter((word) => word !== "");
}

function cut(text = ""): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The addresses and customers a file names, for looking up who is known. */
export function namesIn(text: string): { addresses: string[]; slugs: string[] } {
  const plan = planFile<{ email: string; slug: string }>(text, subscriberColumns, (cells) => {
    const email = parseEmailAddress(cells["email"] ?? "");
    return email ? { title: email, verdict: "same", changes: [], values: { email, slug: (cells["customer"] ?? "").toLowerCase() } } : "no address";
  });
  const values = plan.rows.map((row) => row.values);
  return { addresses: [...new Set(values.map((each) => each.email))], slugs: [...new Set(values.map((each) => each.slug))].filter((slug) => slug !== "") };
}

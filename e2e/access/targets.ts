import { policies, type Policy, type PolicyId } from "#lib/access/policy";
import { operations } from "#lib/api/table";
import { signLink } from "#lib/platform/signed-link";
import { statuspageDocuments } from "#lib/statuspage/terms";
import type { Reader } from "./canaries.ts";
import type { World } from "./world.ts";

/** One address of one policy: whose thing stands in it, and whether whoever passes the gate finds something there. */
export interface Target {
  policyId: PolicyId;
  policy: Policy;
  path: string;
  /** The customer in the address. */
  of: "A" | "B" | null;
  isFound: boolean;
  /** What holding the address is worth: more readers. */
  holders: Reader[];
}

type Value = Pick<Target, "isFound" | "holders"> & { text: string };

const there = (text: string | undefined, ...holders: Reader[]): Value => ({ text: text ?? "", isFound: true, holders });
const absent = (text: string): Value => ({ text, isFound: false, holders: [] });

/** Every address to try for a policy: the public's things, A's, B's, the staff's, and what does not exist. */
export function targetsOf(world: World, policyId: PolicyId): Target[] {
  const policy: Policy = policies[policyId];
  const names = [...policy.path.matchAll(/\[(?:\.\.\.)?([a-z]+)\]/g)].map((match) => match[1] ?? "");
  let targets: Target[] = [{ policyId, policy, path: policy.path, of: null, isFound: true, holders: [] }];
  for (const name of names) targets = targets.flatMap((target) => valuesOf(world, target, name).map((value) => fill(target, name, value, world)));
  return targets;
}

function fill(target: Target, name: string, value: Value, world: World): Target {
  const of = name !== "customer" ? target.of : value.text === world.company.customers.A.slug ? "A" : value.text === world.company.customers.B.slug ? "B" : null;
  const path = target.path.replace(new RegExp(`\\[(?:\\.\\.\\.)?${name}\\]`), value.text);
  return { ...target, path, of, isFound: target.isFound && value.isFound, holders: [...target.holders, ...value.holders] };
}

function valuesOf(world: World, target: Target, name: string): Value[] {
  const { company } = world;
  switch (name) {
    case "customer":
      return [there(company.customers.A.slug), there(company.customers.B.slug), absent("nobody-at-all")];
    case "code":
      return codes(world, target);
    case "token":
      return tokens(world, target.path);
    case "key":
      return [absent("no-key-of-ours")];
    case "document":
      return [...documents(world, target), absent("summary"), absent("nothing.json"), absent("incidents/zzzzzzzzzzzz.json")];
    case "path":
      return operationsAt(world, target.policy);
    case "nextauth":
      return [there(`callback/${world.people.providers.B}`, "B"), absent(`callback/idp_${"0".repeat(26)}`)];
    default:
      return [...ids(world, target.path, name), absent("xyz_00000000000000000000000000")];
  }
}

// Every operation of the API of this method, on things that are there where one of the kind is at hand.
function operationsAt({ incidents, company, maintenances, announcements, series, drafts, templateId, actionItemId }: World, { method }: Policy): Value[] {
  const [kinds, another] = [{ incidents: incidents["selectedB"]?.id, maintenance: maintenances["selectedB"]?.id, "maintenance/series": Object.values(series)[0], components: company.components.onlyB, customers: company.customers.B.id, drafts: Object.values(drafts)[0], announcements: announcements["selectedB"]?.id, templates: templateId }, "xyz_00000000000000000000000000"];
  const idIn = (path: string) => (/\/(postmortem|action-items)/.test(path) ? incidents["selectedBResolved"]?.id : undefined) ?? Object.entries(kinds).findLast(([kind]) => path.startsWith(`/${kind}/{`))?.[1] ?? another;
  const paths = operations.filter((operation) => operation.method === method).map(({ path }) => path.replace("{id}", idIn(path)).replace("{item}", actionItemId).replace(/\{[a-z]+\}/g, another));
  return [...paths.map((path) => there(path.slice(1))), absent("nothing/of/ours")];
}

// Who may read a thing is one row of its story; here only what the address's own audience finds.
function codes({ incidents, maintenances, announcements }: World, { path, of }: Target): Value[] {
  const things = path.includes("/incidents/") ? incidents : path.includes("/announcements/") ? announcements : maintenances;
  const seen = (key: string) => key.startsWith("public") || (of !== null && new RegExp(`^(affected|selected)(${of}|Both)`).test(key));
  const chosen = Object.entries(things).filter(([key]) => !key.endsWith("Resolved") && !key.endsWith("Done"));
  return [...chosen.map(([key, { code }]) => (seen(key) ? there(code) : absent(code))), absent("zzzzzzzzzzzz")];
}

// A token reads as its customer: the address holds the one of A or of B.
function documents({ incidents, people }: World, { path }: Target): Value[] {
  const of = path.includes(people.feeds.A.token) ? "A" : path.includes(people.feeds.B.token) ? "B" : null;
  const seen = (key: string) => key.startsWith("public") || (of !== null && new RegExp(`^(affected|selected)(${of}|Both)`).test(key));
  const stories = ["public", "affectedA", "selectedB", "internal"].flatMap((key) => (incidents[key] ? [{ key, text: `incidents/${incidents[key].code}.json` }] : []));
  return [...statuspageDocuments.map((name) => there(`${name}.json`)), ...stories.map(({ key, text }) => (seen(key) ? there(text) : absent(text)))];
}

function tokens({ people, maintenances, statements }: World, path: string): Value[] {
  const { subscribers, feeds, embeds } = people;
  if (path.startsWith("/setup/")) return [there("c2V0dXAtdG9rZW4")];
  if (path.startsWith("/s/")) return [there(statements.shares.A, "A"), there(statements.shares.B, "B"), ...statements.ended.map(absent), absent("c3RhdGVtZW50"), absent(feeds.A.token)];
  if (path.startsWith("/f/")) return [there(feeds.A.token, "A"), there(feeds.B.token, "B"), absent("cft_unknown"), absent(embeds.A.token), absent(maintenances["public"]?.id ?? "")];
  if (path.startsWith("/embed/")) return [there(embeds.A.token, "A"), there(embeds.B.token, "B"), absent("cet_unknown_to_everybody"), absent(feeds.A.token)];
  const purpose = path.startsWith("/subscribe/") ? "confirm" : path.startsWith("/unsubscribe/") ? "unsubscribe" : "manage";
  // The link that stops a mailbox for all who read it says when it was made.
  const isOfList = /\/list(\/|$)/.test(path);
  const link = (key: "A" | "B" | "public" | "pending", as = isOfList ? "stop-list" : purpose) => signLink(as, { id: isOfList ? `${subscribers[key]}~${Date.now()}` : subscribers[key], version: 1 });
  if (path.includes("/channels")) return [there(link("public"), "holder:active"), ...[link("A"), link("B"), link("pending"), link("public", "unsubscribe")].map(absent)];
  const forged = `${subscribers.B}.1.${"A".repeat(43)}`;
  return [
    there(link("A"), "A", "holder:A"),
    there(link("B"), "B", "holder:B"),
    there(link("public"), "holder:active"),
    there(link("pending"), "holder:pending"),
    absent(forged),
    absent(link("B", purpose === "manage" ? "unsubscribe" : "manage")),
    absent(feeds.B.token),
  ];
}

// What is frozen has its files; of a draft there is what it would be on paper, of everything else too.
function statementFiles({ statements }: World, path: string): Value[] {
  const frozen = ["statement.pdf", "statement.json", "statement.csv", "evidence.json", "chain.json"];
  const isDraft = Object.values(statements.drafts).some((id) => path.includes(id));
  return [...frozen.map((file) => (isDraft ? absent(file) : there(file))), (path.startsWith("/admin/") ? there : absent)("draft.pdf"), absent("nothing.txt")];
}

function ids(world: World, path: string, name: string): Value[] {
  const { incidents, drafts, company, people } = world;
  const incident = (key: string) => there(incidents[key]?.id);
  if (name === "file") return path.startsWith("/brand/") ? [there(company.brandFile)] : statementFiles(world, path);
  if (name === "statement") return (["A", "B"] as const).flatMap((of) => [(path.startsWith(`/c/${company.customers[of].slug}/`) ? there : absent)(world.statements.released[of]), absent(world.statements.drafts[of])]);
  if (name === "share") return (["A", "B"] as const).map((of) => (path.startsWith(`/c/${company.customers[of].slug}/`) ? there : absent)(world.statements.shareIds[of]));
  if (path.startsWith("/admin/statements/")) return Object.values({ ...world.statements.released, draftOfB: world.statements.drafts.B }).map((id) => there(id));
  if (name === "update") return [there(incidents["selectedB"]?.updateId)];
  if (name === "item") return [there(world.actionItemId)];
  if (name === "journey") return [there(company.journeys.B)];
  if (name === "member") return [there(people.memberships["owner of B"])];
  if (path.startsWith("/enter/")) return [];
  if (path.startsWith("/admin/hosts/senders/")) return [there(world.senderId)];
  if (path.startsWith("/admin/hosts/")) return [there(world.hostId)];
  if (name === "slo") return (["A", "B"] as const).map((of) => (path.startsWith(`/c/${company.customers[of].slug}/`) ? there : absent)(world.objectives.slos[of]));
  if (name === "dispute") return [there(world.disputes.B)];
  if (name === "exclusion") return [there(world.objectives.exclusions.B)];
  if (name === "route") return [there(world.objectives.routeId)];
  if (path.startsWith("/admin/slos/")) return [there(world.objectives.slos.A), there(world.objectives.slos.B)];
  if (path.startsWith("/admin/slis/")) return [there(world.objectives.slis.B)];
  if (path.startsWith("/admin/sources/")) return [there(world.objectives.sourceId)];
  if (path.includes("/slos/exclusions/")) return (["A", "B"] as const).map((of) => (path.startsWith(`/c/${company.customers[of].slug}/`) ? there : absent)(world.objectives.exclusions[of]));
  if (path.startsWith("/admin/templates/")) return [there(world.templateId)];
  if (path.startsWith("/admin/announcements/")) return Object.values(world.announcements).map(({ id }) => there(id));
  if (path.includes("[item]")) return [incident("selectedBResolved")];
  // Its second update stands nowhere else once the post-mortem came after it.
  if (path === "/admin/incidents/[id]") return [incident("internal"), incident("internalResolved"), incident("selectedB"), incident("public")];
  if (path.startsWith("/admin/incidents/")) return path.includes("[update]") ? [incident("selectedB")] : [incident("internal"), incident("selectedB"), incident("public")];
  if (path.startsWith("/admin/maintenance/series/")) return Object.values(world.series).map((id) => there(id));
  if (path.startsWith("/admin/maintenance/")) return ["internal", "selectedB", "public"].map((key) => there(world.maintenances[key]?.id));
  if (path.startsWith("/admin/drafts/")) return Object.values(drafts).map((id) => there(id));
  if (path.startsWith("/admin/components/groups/")) return [there(company.groups.ofA)];
  if (path.startsWith("/admin/components/")) return [there(company.components.onlyB)];
  if (path.startsWith("/admin/customers/")) return [there(company.customers.A.id), there(company.customers.B.id)];
  if (path.startsWith("/admin/subscribers/")) return [there(people.subscribers.B)];
  if (path.startsWith("/admin/quarantine/")) return [there(people.quarantined)];
  if (path.startsWith("/admin/deliveries/")) return world.deliveryIds.map((id) => there(id));
  if (path.startsWith("/admin/mailbox/")) return world.mailIds.map((id) => there(id));
  if (path.startsWith("/admin/people/")) return [there(people.sessions["admin"]?.personId)];
  if (path.startsWith("/sign-in/company/")) return [there(people.providers.A, "A"), there(people.providers.B, "B")];
  if (path.startsWith("/admin/settings/keys/")) return [there(people.keyId)];
  if (path.startsWith("/account/sessions/")) return [there(people.sessions["owner of B"]?.id)];
  if (path.includes("/settings/members/")) return [there(people.memberships["owner of B"])];
  if (path.includes("/settings/embeds/")) return [there(people.embeds.B.id)];
  if (path.startsWith("/subscription/")) return [there(people.endpoints.public), absent(people.endpoints.B)];
  // Each member has its own: the owner of B is the only one of B.
  if (path.includes("/notifications/channels/")) return [path.startsWith(`/c/${company.customers.B.slug}/`) ? there(people.endpoints.B) : absent(people.endpoints.B), absent(people.endpoints.public)];
  if (path.includes("/notifications/feeds/")) return [there(people.feeds.B.id)];
  throw new Error(`Say in targets.ts what stands for [${name}] in ${path}.`);
}

import type { Permission } from "./permissions.ts";

/**
 * Who may call what. The table is enforced (`route`, the gates) and turned into the access matrix test;
 * a route in the build that is missing here fails that test.
 */
export type Requirement =
  | { who: "anyone" }
  /** Signed in, whoever it is. */
  | { who: "person" }
  | { who: "staff"; permission: Permission }
  /** A member of the customer in the address, or staff who may read customers. */
  | { who: "customer"; permission: Permission }
  /** Whoever holds the link to one subscriber's page. */
  | { who: "subscriber" }
  /** Whoever holds a feed's address. */
  | { who: "feed" }
  /** A provider's machine, which proves itself in the handler by its signature or key, and gets the body as it came. */
  | { who: "provider" }
  /** Whoever holds the address of an embed, which is in the page that embeds it. */
  | { who: "embed" };

export interface Policy {
  method: "GET" | "POST";
  path: string;
  requirement: Requirement;
  /** Where the form stands, so that one sent without script can be shown again with what was typed. */
  form?: string;
  /** Calls an hour from one address, for what anonymous people may do. */
  hourlyLimit?: number;
  /** A provider's body that is no text: a character of `raw` is a byte. */
  isBinary?: boolean;
}

const anyone: Requirement = { who: "anyone" };
const person: Requirement = { who: "person" };
const subscriber: Requirement = { who: "subscriber" };
const feed: Requirement = { who: "feed" };
const provider: Requirement = { who: "provider" };
const embed: Requirement = { who: "embed" };
const staff = (permission: Permission): Requirement => ({ who: "staff", permission });
const customer = (permission: Permission): Requirement => ({ who: "customer", permission });
const get = (path: string, requirement: Requirement): Policy => ({ method: "GET", path, requirement });
const post = (path: string, requirement: Requirement, form?: string, hourlyLimit?: number): Policy => ({
  method: "POST",
  path,
  requirement,
  ...(form === undefined ? {} : { form }),
  ...(hourlyLimit === undefined ? {} : { hourlyLimit }),
});

export const policies = {
  "public.status": get("/", anyone),
  "public.history": get("/history", anyone),
  "public.incident": get("/incidents/[code]", anyone),
  "public.maintenances": get("/maintenance", anyone),
  "public.maintenance": get("/maintenance/[code]", anyone),
  "public.announcement": get("/announcements/[code]", anyone),
  "public.maintenance_calendar": get("/maintenance/[code]/event.ics", anyone),
  "public.subscribe": get("/subscribe", anyone),
  "public.rss": get("/history.rss", anyone),
  "public.atom": get("/history.atom", anyone),
  "public.json_feed": get("/feed.json", anyone),
  "public.calendar": get("/history.ics", anyone),
  "public.embed_status": get("/embed/status.json", anyone),
  "public.badge": get("/badge.svg", anyone),
  "subscriptions.request": post("/subscribe/request", anyone, "/subscribe", 20),
  "subscriptions.confirm_page": get("/subscribe/confirm/[token]", subscriber),
  "subscriptions.confirm": post("/subscribe/confirm/[token]/accept", subscriber, "/subscribe/confirm/[token]"),
  "subscriptions.manage_page": get("/subscription/[token]", subscriber),
  "subscriptions.manage": post("/subscription/[token]/change", subscriber, "/subscription/[token]"),
  "subscriptions.channels": get("/subscription/[token]/channels", subscriber),
  "subscriptions.add_channel": post("/subscription/[token]/channels/add", subscriber, "/subscription/[token]/channels", 60),
  "subscriptions.channel": get("/subscription/[token]/channels/[id]", subscriber),
  "subscriptions.change_channel": post("/subscription/[token]/channels/[id]/change", subscriber, "/subscription/[token]/channels/[id]", 300),
  "subscriptions.unsubscribe_page": get("/unsubscribe/[token]", subscriber),
  "subscriptions.unsubscribe": post("/unsubscribe/[token]/one-click", subscriber, "/unsubscribe/[token]"),
  "subscriptions.leave": post("/unsubscribe/[token]/leave", subscriber, "/unsubscribe/[token]", 20),
  "subscriptions.stop_list_page": get("/unsubscribe/[token]/list", subscriber),
  "subscriptions.stop_list": post("/unsubscribe/[token]/list/stop", subscriber, "/unsubscribe/[token]/list"),
  "feeds.private_rss": get("/f/[token]/history.rss", feed),
  "feeds.private_atom": get("/f/[token]/history.atom", feed),
  "feeds.private_json": get("/f/[token]/feed.json", feed),
  "feeds.private_calendar": get("/f/[token]/history.ics", feed),
  "embeds.page": get("/embed/c/[token]", embed),
  "embeds.status": get("/embed/c/[token]/status.json", embed),

  "access.sign_in_page": get("/sign-in", anyone),
  "access.request_link": post("/sign-in/request", anyone, "/sign-in", 30),
  "access.sent_page": get("/sign-in/sent", anyone),
  "access.confirm_page": get("/sign-in/confirm", anyone),
  "access.confirm": post("/sign-in/confirm/accept", anyone, "/sign-in/confirm", 60),
  "access.code": post("/sign-in/code", anyone, "/sign-in/sent", 60),
  "access.company_page": get("/sign-in/company/[id]", anyone),
  "access.demo": post("/sign-in/demo", anyone, "/sign-in"),
  "access.oidc": post("/sign-in/oidc", anyone, "/sign-in", 60),
  "access.setup_page": get("/setup/[token]", anyone),
  "access.setup": post("/setup/[token]/accept", anyone, "/setup/[token]", 30),
  "access.authjs_get": get("/api/auth/[...nextauth]", anyone),
  "access.authjs_post": post("/api/auth/[...nextauth]", anyone),
  "access.sign_out": post("/sign-out", person),
  "access.me": get("/api/me", anyone),
  "access.account_page": get("/account", person),
  "access.save_profile": post("/account/profile", person, "/account"),
  "access.save_reminders": post("/account/reminders", person, "/account"),
  "access.revoke_session": post("/account/sessions/[id]/revoke", person, "/account"),
  "access.sign_out_everywhere": post("/account/sessions/revoke-all", person, "/account"),
  "access.switch_page": get("/switch", person),

  "customer.status": get("/c/[customer]", customer("customer.read")),
  "customer.incidents": get("/c/[customer]/incidents", customer("customer.read")),
  "customer.incident": get("/c/[customer]/incidents/[code]", customer("customer.read")),
  "customer.maintenances": get("/c/[customer]/maintenance", customer("customer.read")),
  "customer.maintenance": get("/c/[customer]/maintenance/[code]", customer("customer.read")),
  "customer.announcement": get("/c/[customer]/announcements/[code]", customer("customer.read")),
  "customer.maintenance_calendar": get("/c/[customer]/maintenance/[code]/event.ics", customer("customer.read")),
  "customer.slos": get("/c/[customer]/slos", customer("customer.read")),
  "customer.dispute_page": get("/c/[customer]/slos/exclusions/[id]", customer("customer.reply")),
  "customer.dispute_exclusion": post("/c/[customer]/slos/exclusions/[id]/dispute", customer("customer.reply"), "/c/[customer]/slos/exclusions/[id]"),
  "customer.reply_page": get("/c/[customer]/maintenance/[code]/reply", customer("customer.reply")),
  "customer.reply": post("/c/[customer]/maintenance/[code]/reply/send", customer("customer.reply"), "/c/[customer]/maintenance/[code]/reply"),
  "customer.notifications": get("/c/[customer]/notifications", customer("customer.subscribe")),
  "customer.subscribe": post("/c/[customer]/notifications/subscribe", customer("customer.subscribe"), "/c/[customer]/notifications"),
  "customer.channels": get("/c/[customer]/notifications/channels", customer("customer.subscribe")),
  "customer.add_channel": post("/c/[customer]/notifications/channels/add", customer("customer.subscribe"), "/c/[customer]/notifications/channels"),
  "customer.channel": get("/c/[customer]/notifications/channels/[id]", customer("customer.subscribe")),
  "customer.change_channel": post("/c/[customer]/notifications/channels/[id]/change", customer("customer.subscribe"), "/c/[customer]/notifications/channels/[id]"),
  "customer.create_feed": post("/c/[customer]/notifications/feeds", customer("customer.subscribe"), "/c/[customer]/notifications"),
  "customer.revoke_feed": post("/c/[customer]/notifications/feeds/[id]/revoke", customer("customer.subscribe"), "/c/[customer]/notifications"),
  "customer.deliveries": get("/c/[customer]/notifications/sent", customer("customer.manage_members")),
  "customer.export_deliveries": get("/c/[customer]/notifications/sent/export", customer("customer.manage_members")),
  "customer.settings": get("/c/[customer]/settings", customer("customer.manage_members")),
  "customer.add_member": post("/c/[customer]/settings/members", customer("customer.manage_members"), "/c/[customer]/settings"),
  "customer.create_embed": post("/c/[customer]/settings/embeds", customer("customer.manage_members"), "/c/[customer]/settings"),
  "customer.revoke_embed": post("/c/[customer]/settings/embeds/[id]/revoke", customer("customer.manage_members"), "/c/[customer]/settings"),
  "customer.remove_member": post("/c/[customer]/settings/members/[id]/remove", customer("customer.manage_members"), "/c/[customer]/settings"),

  "console.home": get("/admin", staff("console.read")),
  "console.incidents": get("/admin/incidents", staff("console.read")),
  "console.new_incident": get("/admin/incidents/new", staff("incidents.post")),
  "console.incident": get("/admin/incidents/[id]", staff("console.read")),
  "incidents.open": post("/admin/incidents/open", staff("incidents.post"), "/admin/incidents/new"),
  "incidents.post": post("/admin/incidents/[id]/updates", staff("incidents.post"), "/admin/incidents/[id]"),
  "incidents.preview": post("/admin/incidents/preview", staff("incidents.post")),
  "incidents.undo": post("/admin/drafts/[id]/undo", staff("incidents.post"), "/admin/drafts/[id]"),
  "incidents.discard_draft": post("/admin/drafts/[id]/discard", staff("incidents.post"), "/admin/drafts/[id]"),
  "incidents.decide": post("/admin/drafts/[id]/decide", staff("incidents.post"), "/admin/drafts/[id]"),
  "incidents.preview_draft": post("/admin/drafts/[id]/preview", staff("incidents.post")),
  "incidents.save_postmortem": post("/admin/incidents/[id]/postmortem/save", staff("incidents.post"), "/admin/incidents/[id]"),
  "incidents.preview_postmortem": post("/admin/incidents/[id]/postmortem/preview", staff("incidents.post")),
  "incidents.review_postmortem": post("/admin/incidents/[id]/postmortem/review", staff("incidents.post"), "/admin/incidents/[id]"),
  "incidents.save_action": post("/admin/incidents/[id]/actions/save", staff("incidents.post"), "/admin/incidents/[id]"),
  "incidents.tick_action": post("/admin/incidents/[id]/actions/[item]/tick", staff("incidents.post"), "/admin/incidents/[id]"),
  "incidents.remove_action": post("/admin/incidents/[id]/actions/[item]/remove", staff("incidents.post"), "/admin/incidents/[id]"),
  "incidents.draft_page": get("/admin/drafts/[id]", staff("incidents.post")),
  "incidents.edit_update_page": get("/admin/incidents/[id]/updates/[update]", staff("incidents.edit")),
  "incidents.edit_update": post("/admin/incidents/[id]/updates/[update]/edit", staff("incidents.edit"), "/admin/incidents/[id]/updates/[update]"),
  "incidents.impact_page": get("/admin/incidents/[id]/impact", staff("console.read")),
  "incidents.correct_impact": post("/admin/incidents/[id]/impact/correct", staff("incidents.edit"), "/admin/incidents/[id]/impact"),
  "incidents.time_page": get("/admin/incidents/[id]/updates/[update]/time", staff("incidents.edit")),
  "incidents.correct_time": post("/admin/incidents/[id]/updates/[update]/time/correct", staff("incidents.edit"), "/admin/incidents/[id]/updates/[update]/time"),
  "incidents.merge_page": get("/admin/incidents/[id]/merge", staff("incidents.post")),
  "incidents.merge": post("/admin/incidents/[id]/merge/confirm", staff("incidents.post"), "/admin/incidents/[id]/merge"),
  "incidents.false_alarm_page": get("/admin/incidents/[id]/false-alarm", staff("incidents.post")),
  "incidents.false_alarm": post("/admin/incidents/[id]/false-alarm/declare", staff("incidents.post"), "/admin/incidents/[id]/false-alarm"),
  "incidents.related_page": get("/admin/incidents/[id]/related", staff("incidents.post")),
  "incidents.link": post("/admin/incidents/[id]/related/link", staff("incidents.post"), "/admin/incidents/[id]/related"),
  "incidents.unlink": post("/admin/incidents/[id]/related/unlink", staff("incidents.post"), "/admin/incidents/[id]/related"),
  "incidents.backfill_page": get("/admin/incidents/backfill", staff("incidents.post")),
  "incidents.backfill": post("/admin/incidents/backfill/record", staff("incidents.post"), "/admin/incidents/backfill"),
  "console.announcements": get("/admin/announcements", staff("console.read")),
  "announcements.new_page": get("/admin/announcements/new", staff("announcements.post")),
  "announcements.page": get("/admin/announcements/[id]", staff("console.read")),
  "announcements.publish": post("/admin/announcements/publish", staff("announcements.post"), "/admin/announcements/new"),
  "announcements.save": post("/admin/announcements/[id]/save", staff("announcements.post"), "/admin/announcements/[id]"),
  "announcements.withdraw": post("/admin/announcements/[id]/withdraw", staff("announcements.post"), "/admin/announcements/[id]"),
  "console.templates": get("/admin/templates", staff("console.read")),
  "templates.new_page": get("/admin/templates/new", staff("templates.manage")),
  "templates.page": get("/admin/templates/[id]", staff("templates.manage")),
  "templates.create": post("/admin/templates/create", staff("templates.manage"), "/admin/templates/new"),
  "templates.save": post("/admin/templates/[id]/save", staff("templates.manage"), "/admin/templates/[id]"),
  "templates.archive": post("/admin/templates/[id]/archive", staff("templates.manage"), "/admin/templates/[id]"),
  "templates.restore": post("/admin/templates/[id]/restore", staff("templates.manage"), "/admin/templates/[id]"),
  "console.settings": get("/admin/settings", staff("portal.manage")),
  "settings.save_publishing": post("/admin/settings/publishing", staff("portal.manage"), "/admin/settings"),
  "console.maintenances": get("/admin/maintenance", staff("console.read")),
  "console.maintenance": get("/admin/maintenance/[id]", staff("console.read")),
  "maintenance.new_page": get("/admin/maintenance/new", staff("maintenance.post")),
  "maintenance.schedule": post("/admin/maintenance/plan", staff("maintenance.post"), "/admin/maintenance/new"),
  "maintenance.preview": post("/admin/maintenance/preview", staff("maintenance.post")),
  "maintenance.edit_page": get("/admin/maintenance/[id]/edit", staff("maintenance.post")),
  "maintenance.edit": post("/admin/maintenance/[id]/save", staff("maintenance.post"), "/admin/maintenance/[id]/edit"),
  "maintenance.move": post("/admin/maintenance/[id]/move", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "maintenance.extend": post("/admin/maintenance/[id]/extend", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "maintenance.start": post("/admin/maintenance/[id]/start", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "maintenance.verify": post("/admin/maintenance/[id]/verify", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "maintenance.complete": post("/admin/maintenance/[id]/complete", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "maintenance.cancel": post("/admin/maintenance/[id]/cancel", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "maintenance.note": post("/admin/maintenance/[id]/note", staff("maintenance.post"), "/admin/maintenance/[id]"),
  "console.series": get("/admin/maintenance/series/[id]", staff("console.read")),
  "maintenance.change_series": post("/admin/maintenance/series/[id]/save", staff("maintenance.post"), "/admin/maintenance/series/[id]"),
  "maintenance.end_series": post("/admin/maintenance/series/[id]/end", staff("maintenance.post"), "/admin/maintenance/series/[id]"),
  "maintenance.plan_occurrence": post("/admin/maintenance/series/[id]/occurrence", staff("maintenance.post"), "/admin/maintenance/series/[id]"),
  "console.components": get("/admin/components", staff("console.read")),
  "catalog.new_component_page": get("/admin/components/new", staff("catalog.manage")),
  "catalog.component_page": get("/admin/components/[id]", staff("catalog.manage")),
  "catalog.create_component": post("/admin/components/create", staff("catalog.manage"), "/admin/components/new"),
  "catalog.save_component": post("/admin/components/[id]/save", staff("catalog.manage"), "/admin/components/[id]"),
  "catalog.archive_component": post("/admin/components/[id]/archive", staff("catalog.manage"), "/admin/components/[id]"),
  "catalog.restore_component": post("/admin/components/[id]/restore", staff("catalog.manage"), "/admin/components/[id]"),
  "catalog.move_component": post("/admin/components/[id]/move", staff("catalog.manage"), "/admin/components"),
  "catalog.group_page": get("/admin/components/groups/[id]", staff("catalog.manage")),
  "catalog.create_group": post("/admin/components/groups/create", staff("catalog.manage"), "/admin/components"),
  "catalog.save_group": post("/admin/components/groups/[id]/save", staff("catalog.manage"), "/admin/components/groups/[id]"),
  "catalog.delete_group": post("/admin/components/groups/[id]/delete", staff("catalog.manage"), "/admin/components/groups/[id]"),
  "console.slos": get("/admin/slos", staff("console.read")),
  "slos.new_page": get("/admin/slos/new", staff("slos.manage")),
  "slos.create": post("/admin/slos/create", staff("slos.manage"), "/admin/slos/new"),
  "slos.try": post("/admin/slos/try", staff("slos.manage"), "/admin/slos/new"),
  "console.slo": get("/admin/slos/[id]", staff("console.read")),
  "slos.edit_page": get("/admin/slos/[id]/edit", staff("slos.manage")),
  "slos.save": post("/admin/slos/[id]/save", staff("slos.manage"), "/admin/slos/[id]/edit"),
  "slos.archive": post("/admin/slos/[id]/archive", staff("slos.manage"), "/admin/slos/[id]"),
  "slos.exclude": post("/admin/slos/[id]/exclusions/add", staff("slos.manage"), "/admin/slos/[id]"),
  "slos.approve_exclusion": post("/admin/slos/[id]/exclusions/[exclusion]/approve", staff("slos.manage"), "/admin/slos/[id]"),
  "slos.withdraw_exclusion": post("/admin/slos/[id]/exclusions/[exclusion]/withdraw", staff("slos.manage"), "/admin/slos/[id]"),
  "slos.answer_dispute": post("/admin/slos/[id]/exclusions/[exclusion]/answer", staff("slos.manage"), "/admin/slos/[id]"),
  "slos.save_rule": post("/admin/slos/rule", staff("portal.manage"), "/admin/slos"),
  "console.slis": get("/admin/slis", staff("console.read")),
  "slis.page": get("/admin/slis/[id]", staff("slos.manage")),
  "slis.create": post("/admin/slis/create", staff("slos.manage"), "/admin/slis"),
  "slis.save": post("/admin/slis/[id]/save", staff("slos.manage"), "/admin/slis/[id]"),
  "slis.archive": post("/admin/slis/[id]/archive", staff("slos.manage"), "/admin/slis/[id]"),
  "console.sources": get("/admin/sources", staff("console.read")),
  "sources.new_page": get("/admin/sources/new", staff("slos.manage")),
  "sources.create": post("/admin/sources/create", staff("slos.manage"), "/admin/sources/new"),
  "console.source": get("/admin/sources/[id]", staff("slos.manage")),
  "sources.save": post("/admin/sources/[id]/save", staff("slos.manage"), "/admin/sources/[id]"),
  "sources.renew_key": post("/admin/sources/[id]/key", staff("slos.manage"), "/admin/sources/[id]"),
  "sources.archive": post("/admin/sources/[id]/archive", staff("slos.manage"), "/admin/sources/[id]"),
  "sources.add_route": post("/admin/sources/[id]/routes/add", staff("slos.manage"), "/admin/sources/[id]"),
  "sources.remove_route": post("/admin/sources/[id]/routes/[route]/remove", staff("slos.manage"), "/admin/sources/[id]"),
  "sources.save_query": post("/admin/sources/[id]/queries/save", staff("slos.manage"), "/admin/sources/[id]"),
  "sources.try_query": post("/admin/sources/[id]/queries/try", staff("slos.manage"), "/admin/sources/[id]"),
  "console.customers": get("/admin/customers", staff("console.read")),
  "customers.new_page": get("/admin/customers/new", staff("customers.manage")),
  "customers.create": post("/admin/customers/create", staff("customers.manage"), "/admin/customers/new"),
  "customers.page": get("/admin/customers/[id]", staff("console.read")),
  "customers.save": post("/admin/customers/[id]/save", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.archive": post("/admin/customers/[id]/archive", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.restore": post("/admin/customers/[id]/restore", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.save_components": post("/admin/customers/[id]/components", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.save_journey": post("/admin/customers/[id]/journeys/save", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.delete_journey": post("/admin/customers/[id]/journeys/[journey]/delete", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.save_sign_in": post("/admin/customers/[id]/sign-in", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.add_member": post("/admin/customers/[id]/members", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.remove_member": post("/admin/customers/[id]/members/[member]/remove", staff("customers.manage"), "/admin/customers/[id]"),
  "customers.import_page": get("/admin/customers/import", staff("customers.import")),
  "customers.preview_import": post("/admin/customers/import/preview", staff("customers.import"), "/admin/customers/import"),
  "customers.import": post("/admin/customers/import/apply", staff("customers.import"), "/admin/customers/import"),
  "console.subscribers": get("/admin/subscribers", staff("console.read")),
  "subscribers.remove": post("/admin/subscribers/[id]/remove", staff("subscribers.manage"), "/admin/subscribers"),
  "subscribers.share": post("/admin/subscribers/[id]/share", staff("subscribers.manage"), "/admin/subscribers"),
  "subscribers.export": get("/admin/subscribers/export", staff("subscribers.manage")),
  "subscribers.import_page": get("/admin/subscribers/import", staff("subscribers.manage")),
  "subscribers.preview_import": post("/admin/subscribers/import/preview", staff("subscribers.manage"), "/admin/subscribers/import"),
  "subscribers.import": post("/admin/subscribers/import/apply", staff("subscribers.manage"), "/admin/subscribers/import"),
  "console.deliveries": get("/admin/deliveries", staff("console.read")),
  "deliveries.export": get("/admin/deliveries/export", staff("console.read")),
  "console.delivery": get("/admin/deliveries/[id]", staff("console.read")),
  "deliveries.replay": post("/admin/deliveries/[id]/replay", staff("deliveries.replay"), "/admin/deliveries/[id]"),
  "console.mailbox": get("/admin/mailbox", staff("portal.manage")),
  "console.mail": get("/admin/mailbox/[id]", staff("portal.manage")),
  "console.mail_html": get("/admin/mailbox/[id]/html", staff("portal.manage")),
  "console.people": get("/admin/people", staff("people.manage")),
  "people.add_staff": post("/admin/people/add", staff("people.manage"), "/admin/people"),
  "people.change_role": post("/admin/people/[id]/role", staff("people.manage"), "/admin/people"),
  "people.remove_staff": post("/admin/people/[id]/remove", staff("people.manage"), "/admin/people"),
  "console.audit": get("/admin/audit", staff("portal.manage")),

  "console.quarantine": get("/admin/quarantine", staff("console.read")),
  "console.quarantined": get("/admin/quarantine/[id]", staff("console.read")),
  "bounces.quarantine": post("/admin/quarantine/add", staff("subscribers.manage"), "/admin/quarantine"),
  "bounces.release": post("/admin/quarantine/[id]/release", staff("subscribers.manage"), "/admin/quarantine/[id]"),
  "bounces.try_again": post("/subscription/[token]/try-again", subscriber, "/subscription/[token]"),
  "hooks.resend": post("/hooks/resend", provider),
  "hooks.ses": post("/hooks/ses", provider),
  "hooks.dsn": post("/hooks/bounces/[key]", provider),

  "ingest.counts": post("/ingest/counts", provider),
  "ingest.csv": post("/ingest/csv", provider),
  "ingest.remote_write": { ...post("/ingest/prometheus", provider), isBinary: true },
  "ingest.otlp": { ...post("/ingest/otlp/v1/metrics", provider), isBinary: true },

  "health.live": get("/healthz", anyone),
  "health.ready": get("/readyz", anyone),
  "health.metrics": get("/metrics", anyone),
} satisfies Record<string, Policy>;

export type PolicyId = keyof typeof policies;

export function policyOf(id: PolicyId): Policy {
  return policies[id];
}

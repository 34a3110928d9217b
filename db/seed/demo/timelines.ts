import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { incidents } from "#db/schema/incidents";
import { mintContext, type Context } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { finishAnnouncement, publishAnnouncement } from "#lib/announcements/commands/announcements";
import { saveActionItem, tickActionItem } from "#lib/incidents/commands/action-items";
import { askReview, publishPostmortem, reviewPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { createTemplate } from "#lib/templates/commands";
import type { CreateTemplate } from "#lib/templates/input";

const day = 86_400_000;

const open = { state: "", visibility: "", customers: [], components: {}, promise: "" } as const;

const templates: CreateTemplate[] = [
  { kind: "incident", name: "Card payments fail", shortcut: "cards", title: "Card payments fail for some attempts", body: "Since {{started}} some card payments through {{component}} are refused. Retrying a refused payment is safe: nothing is charged twice. We speak again at {{next_update}}.", choices: { ...open, customers: [], state: "investigating", visibility: "public", components: { cmp_cards_eu: "partial_outage" }, promise: "30" } },
  { kind: "incident", name: "Payouts are late", shortcut: "payouts", title: "Payouts leave later than planned", body: "Payouts due since {{started}} have not left yet. Money is safe, and they leave as soon as we have found the cause. We speak again at {{next_update}}.", choices: { ...open, customers: [], state: "investigating", visibility: "affected", components: { cmp_sepa: "degraded_performance" }, promise: "60" } },
  { kind: "update", name: "We know the cause", shortcut: "cause", title: "", body: "We know what it is and are changing it. We say how it goes at {{next_update}}.", choices: { ...open, customers: [], state: "identified", promise: "30" } },
  { kind: "update", name: "It works again, we watch it", shortcut: "watching", title: "", body: "{{component}} works again since {{now}}. We watch it before we call it resolved.", choices: { ...open, customers: [], state: "monitoring", promise: "60" } },
  { kind: "maintenance", name: "Database upgrade", shortcut: "database", title: "Database upgrade", body: "We replace a database, {{window}}. {{component}} may answer more slowly for a minute or two.", choices: { ...open, customers: [], visibility: "public" } },
];

const postmortem = `### What happened

A power feed in Ashburn failed, and the second one did not take over. Payments in the Americas failed until traffic had moved to São Paulo.

### Why it reached you

The switch between the feeds is tested once a year, by hand. Traffic moves only when a person says so.

### What we change

Both feeds are switched off in turn every month, and traffic moves by itself after thirty seconds.`;

/** Prepared words, a post-mortem with what came of it, and two announcements, through the commands that people use. */
export async function addTimelines(db: Db, now: number): Promise<void> {
  const at = (daysAgo: number) => now - daysAgo * day;
  for (const template of templates) await createTemplate(as(db, "mira_okafor", at(200)), template);
  await lookBack(db, at);
  const over = await publishAnnouncement(as(db, "mira_okafor", at(40)), { title: "Support answers by telephone again", body: "From today on you reach us around the clock at +49 30 5550 140. Chat and mail stay as they are.", visibility: "public", beginsAt: at(40), endsAt: at(26), isQuiet: true });
  await finishAnnouncement(as(db, "mira_okafor", at(26)), { announcementId: over.id, version: 1 });
  await publishAnnouncement(as(db, "mira_okafor", at(3)), { title: "Your new settlement account", body: "From the first of next month your settlements come from our account at Nordbank. The details are in your dashboard, under **Settlements**.", visibility: "selected", customerIds: ["cus_globex"], beginsAt: at(3), endsAt: now + 20 * day, isQuiet: true });
}

async function lookBack(db: Db, at: (daysAgo: number) => number): Promise<void> {
  const [incident] = await db.read.select({ id: incidents.id, resolvedAt: incidents.resolvedAt }).from(incidents).where(eq(incidents.title, "Card payments in the Americas fail for six minutes"));
  if (!incident || incident.resolvedAt === null) return;
  const incidentId = incident.id;
  const author = as(db, "jonas_lindqvist", at(100));
  const { itemId } = await saveActionItem(author, { incidentId, title: "Switch off each power feed in turn, every month", owner: "Data centres", dueAt: at(90) });
  await saveActionItem(author, { incidentId, title: "Move traffic by itself after thirty seconds", owner: "Platform" });
  await savePostmortem(author, { incidentId, baseVersion: 0, body: postmortem });
  await askReview(author, { incidentId, baseVersion: 1 });
  await reviewPostmortem(as(db, "mira_okafor", at(99)), { incidentId, baseVersion: 2, isAccepted: true, comment: "Clear, and honest about the test." });
  await publishPostmortem(as(db, "jonas_lindqvist", at(98)), { incidentId, baseVersion: 3 });
  await tickActionItem(as(db, "jonas_lindqvist", at(92)), { incidentId, itemId, isDone: true });
}

function as(db: Db, person: string, now: number): Context {
  const actor = { kind: "person", personId: `per_${person}`, name: person } as const;
  return mintContext({ db, now, actor, audience: { kind: "staff" }, permissions: staffPermissions.manager, requestId: "demo" });
}

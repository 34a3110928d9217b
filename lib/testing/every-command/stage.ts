import type { Db, Tx } from "#db/open";
import { sessions } from "#db/schema/access";
import { emailDomains, journeyComponents, journeys } from "#db/schema/customers";
import { deliveries } from "#db/schema/delivery";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { embedTokens } from "#db/schema/embeds";
import { feedTokens, subscribers, subscriptions } from "#db/schema/subscriptions";
import { DAY, HOUR } from "#lib/core/time";
import type { Posted } from "#lib/incidents/commands/post";
import type { Visibility } from "#lib/incidents/terms";
import { sha256 } from "#lib/platform/crypto";
import { subscriberIdentity } from "#lib/subscriptions/rules";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, globex, jonas, mira, payouts, reporting, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { anIncident, anUpdate } from "../incidents.ts";

/** A portal in the middle of its day: something of each visibility going on, people signed in, feeds read. */
export interface Stage {
  db: Db;
  /** For everybody, with a note for Acme and one for Globex. */
  everyones: Posted;
  /** For the users of payouts: Acme and Initech. */
  affecteds: Posted;
  acmes: Posted;
  globexes: Posted;
  internal: Posted;
  /** Public, and over. */
  resolved: Posted;
}

export const signedIn = [mira, anna, ben, carla];
export const feedOwners = [ben, carla];
export const sessionIdOf = (person: { id: string }) => `ses_${person.id}`;
export const sessionTokenOf = (person: { id: string }) => `session-of-${person.id}`;
export const feedIdOf = (person: { id: string }) => `fed_${person.id}`;
export const feedTokenOf = (person: { id: string }) => `cft_feed-of-${person.id}-0123456789`;

/** Acme's status in its own portal. */
export const embed = { id: "emb_acme", token: "cet_embed-of-acme-0123456789", origins: ["https://portal.acme.example"] } as const;

/** A stranger who hears of the public page. */
export const listener = { id: "sub_listener", email: "noc@stranger.example" } as const;
export const givenUp = { id: "dlv_given_up" } as const;
export const journey = { id: "jny_acme", name: "Pay by card", description: "", criticality: "critical" } as const;

export async function setStage(db: Db): Promise<Stage> {
  await addCast(db);
  await db.write(async (tx) => {
    await addWork(tx, { id: "mnt_public", visibility: "public" });
    await addWork(tx, { id: "mnt_acme", visibility: "selected" });
    await addPeople(tx);
    await addEmbed(tx);
    await addListeners(tx);
    await tx.insert(journeys).values({ ...journey, customerId: acme.id, createdAt: testNow - DAY });
    await tx.insert(journeyComponents).values({ journeyId: journey.id, componentId: cards.id });
  });
  return { db, ...(await tellIncidents(db)) };
}

async function addWork(tx: Tx, { id, visibility }: { id: string; visibility: Visibility }): Promise<void> {
  const scheduledFor = testNow + 2 * DAY;
  await tx.insert(maintenances).values({ id, code: id, title: `Work on ${id}`, visibility, state: "scheduled", scheduledFor, scheduledUntil: scheduledFor + HOUR, createdAt: testNow - DAY });
  await tx.insert(maintenanceComponents).values({ maintenanceId: id, componentId: cards.id });
  if (visibility === "selected") await tx.insert(maintenanceCustomers).values({ maintenanceId: id, customerId: acme.id });
  await tx.insert(maintenanceUpdates).values({ id: `${id}_told`, maintenanceId: id, state: "scheduled", body: "A database is replaced.", occurredAt: testNow - DAY, recordedAt: testNow - DAY });
}

async function addPeople(tx: Tx): Promise<void> {
  const [createdAt, expiresAt] = [testNow - HOUR, testNow + 10 * DAY];
  await tx.insert(emailDomains).values([{ customerId: acme.id, domain: "acme.example" }, { customerId: globex.id, domain: "globex.example" }]);
  await tx.insert(sessions).values(signedIn.map((person) => ({ id: sessionIdOf(person), tokenHash: sha256(sessionTokenOf(person)), personId: person.id, createdAt, lastSeenAt: testNow, expiresAt })));
  await tx.insert(feedTokens).values(feedOwners.map((person) => ({ id: feedIdOf(person), tokenHash: sha256(feedTokenOf(person)), lastFour: "6789", personId: person.id, customerId: person.customerId, label: "Reader", createdAt, lastUsedAt: testNow })));
}

async function addEmbed(tx: Tx): Promise<void> {
  await tx.insert(embedTokens).values({ id: embed.id, tokenHash: sha256(embed.token), lastFour: "6789", customerId: acme.id, label: "Help centre", origins: [...embed.origins], createdAt: testNow - HOUR, createdBy: anna.id, lastUsedAt: testNow });
}

async function addListeners(tx: Tx): Promise<void> {
  const since = { createdAt: testNow - DAY, confirmedAt: testNow - DAY };
  await tx.insert(subscribers).values({ ...listener, ...since, identity: subscriberIdentity(listener.email, null), state: "active", timeZone: "UTC" });
  await tx.insert(subscriptions).values({ id: "scr_listener", subscriberId: listener.id, scope: "everything", createdAt: testNow - DAY });
  const message = { to: listener.email, from: "portal@northlight.example", subject: "News", html: "<p>News</p>", text: "News", headers: {} };
  await tx.insert(deliveries).values({ ...givenUp, kind: "incident_update", channel: "email", subscriberId: listener.id, address: listener.email, state: "dead", dedupeKey: givenUp.id, message, dueAt: testNow, createdAt: testNow - HOUR });
}

async function tellIncidents(db: Db): Promise<Omit<Stage, "db">> {
  const at = (hoursAgo: number) => asStaff(db, jonas, testNow - hoursAgo * HOUR);
  const notes = [{ customerId: acme.id, body: "Your terminals are safe." }, { customerId: globex.id, body: "Bookings go on." }];
  const over = await anIncident(at(30), { title: "Payouts were late", components: [{ componentId: payouts.id, state: "degraded_performance" }] });
  return {
    resolved: await anUpdate(at(29), { incidentId: over.incidentId, baseVersion: over.version, state: "resolved", body: "It is over." }),
    everyones: await anIncident(at(5), { notes }),
    affecteds: await anIncident(at(4), { title: "Payouts are slow", visibility: "affected", components: [{ componentId: payouts.id, state: "degraded_performance" }] }),
    acmes: await anIncident(at(3), { title: "Acme's gateway is slow", visibility: "selected", customerIds: [acme.id], components: [{ componentId: acmeGateway.id, state: "degraded_performance" }] }),
    globexes: await anIncident(at(2), { title: "Globex' files are late", visibility: "selected", customerIds: [globex.id], components: [] }),
    internal: await anIncident(at(1), { title: "We look at reporting", visibility: "internal", components: [{ componentId: reporting.id, state: "degraded_performance" }] }),
  };
}

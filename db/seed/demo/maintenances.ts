import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import { memberPermissions, staffPermissions } from "#lib/access/permissions";
import { addDays, DAY, HOUR, MINUTE, startOfDay } from "#lib/core/time";
import { localParts } from "#lib/core/zone";
import { moveMaintenance } from "#lib/maintenance/commands/change-times";
import { completeMaintenance, startMaintenance, verifyMaintenance } from "#lib/maintenance/commands/progress";
import { replyToMaintenance } from "#lib/maintenance/commands/reply";
import { scheduleMaintenance } from "#lib/maintenance/commands/schedule";
import { scheduleSeries } from "#lib/maintenance/commands/series";

interface Names {
  component: (key: string) => string;
  customer: (slug: string) => string;
}

/** Planned work of the demo company, through the commands people use, each at its own moment: some over, some asked about, some that repeats. */
export async function planWork(db: Db, now: number, names: Names): Promise<void> {
  const today = startOfDay(now, "UTC");
  await moveReportingDatabase(db, today - 52 * DAY + 2 * HOUR, names);
  await planCertificate(db, { now, from: today + 13 * DAY + 10 * HOUR }, names);
  await askAboutUpgrade(db, { now, from: today + 9 * DAY + HOUR }, names);
  await repeatRestarts(db, now, names);
}

// Planned a day too early for a partner, moved, begun late, done early.
async function moveReportingDatabase(db: Db, from: number, { component }: Names): Promise<void> {
  const until = from + 90 * MINUTE;
  const work = await scheduleMaintenance(asStaff(db, from - 9 * DAY), {
    title: "Move of the reporting database",
    body: "We move the reporting database to larger machines. Reports can be up to an hour late that night; payments are not touched.",
    visibility: "public",
    componentIds: [component("reporting"), component("ledger")],
    scheduledFor: from - DAY,
    scheduledUntil: until - DAY,
    startsItself: false,
    completesItself: false,
  });
  const change = (baseVersion: number, body: string) => ({ maintenanceId: work.maintenanceId, baseVersion, body });
  await moveMaintenance(asStaff(db, from - 6 * DAY), { ...change(1, "A partner bank closes its books on the first night, so the move is a day later."), scheduledFor: from, scheduledUntil: until });
  await startMaintenance(asStaff(db, from + 4 * MINUTE), change(2, "The move has begun."));
  await verifyMaintenance(asStaff(db, from + 70 * MINUTE), change(3, "The data has moved. We compare yesterday's reports before and after."));
  await completeMaintenance(asStaff(db, from + 84 * MINUTE), change(4, "The move is done, six minutes before its time. All reports are there."));
}

async function planCertificate(db: Db, { now, from }: { now: number; from: number }, { component }: Names): Promise<void> {
  await scheduleMaintenance(asStaff(db, now - 2 * DAY), {
    title: "New certificate for webhook deliveries",
    body: "Our webhook senders get a new client certificate. If you pin it, add the new fingerprint from the dashboard before this date. Everybody else need not do anything.",
    visibility: "public",
    componentIds: [component("webhooks")],
    scheduledFor: from,
    scheduledUntil: from + 30 * MINUTE,
    setsComponents: false,
    reminders: [10_080, 1_440],
  });
}

async function askAboutUpgrade(db: Db, { now, from }: { now: number; from: number }, { component, customer }: Names): Promise<void> {
  const { code } = await scheduleMaintenance(asStaff(db, now - 2 * DAY), {
    title: "Upgrade of the payments database",
    body: "We upgrade the database behind card payments in Europe. Traffic is served from Dublin meanwhile, and we expect no interruption. API answers may take up to 200 ms longer.",
    visibility: "affected",
    componentIds: [component("cards-eu"), component("ledger")],
    scheduledFor: from,
    scheduledUntil: from + HOUR,
    reminders: [10_080, 1_440, 60],
    asksUntil: from - 4 * DAY,
    completesItself: false,
  });
  const globex = asMember(db, { now: now - DAY, personId: "per_carla_gomez", name: "Carla Gomez", customerId: customer("globex") });
  await replyToMaintenance(globex, { code, sequence: 0, answer: "object", comment: "Our winter sale opens that night. A week later suits us.", proposedFor: from + 7 * DAY, proposedUntil: from + 7 * DAY + HOUR });
}

async function repeatRestarts(db: Db, now: number, { component }: Names): Promise<void> {
  const zone = "Europe/Berlin";
  const { weekday } = localParts(now, zone);
  const from = addDays(startOfDay(now, zone), ((7 - weekday) % 7) + 7, zone) + 2 * HOUR;
  await scheduleSeries(asStaff(db, now), {
    title: "Restart of the reporting caches",
    body: "The caches of the dashboard and the reports are restarted. A report may take a few seconds longer.",
    visibility: "public",
    componentIds: [component("dashboard"), component("reporting")],
    scheduledFor: from,
    scheduledUntil: from + 20 * MINUTE,
    reminders: [],
    tellsPlan: false,
    tellsStart: false,
    tellsEnd: false,
    rrule: "FREQ=WEEKLY;BYDAY=SU",
    timeZone: zone,
  });
}

function asStaff(db: Db, now: number): Context {
  const actor = { kind: "person", personId: "per_mira_okafor", name: "Mira Okafor" } as const;
  return mintContext({ db, now, actor, audience: { kind: "staff" }, permissions: staffPermissions.manager, requestId: "demo" });
}

function asMember(db: Db, { now, personId, name, customerId }: { now: number; personId: string; name: string; customerId: string }): Context {
  return mintContext({ db, now, actor: { kind: "person", personId, name }, audience: { kind: "customer", customerId }, permissions: memberPermissions.owner, requestId: "demo" });
}

import { eq } from "drizzle-orm";
import { maintenances } from "#db/schema/maintenance";
import { askDeciders, tellObjection, tellOverrun } from "#lib/delivery/jobs/maintenance-mails";
import { DAY, HOUR } from "#lib/core/time";
import { advanceMaintenance, remindOfMaintenance } from "#lib/maintenance/commands/due";
import { editMaintenance } from "#lib/maintenance/commands/edit";
import { extendMaintenance, moveMaintenance } from "#lib/maintenance/commands/change-times";
import { cancelMaintenance, completeMaintenance, postMaintenanceNote, startMaintenance, verifyMaintenance } from "#lib/maintenance/commands/progress";
import { replyToMaintenance } from "#lib/maintenance/commands/reply";
import { scheduleMaintenance } from "#lib/maintenance/commands/schedule";
import { changeSeries, endSeries, makeDueOccurrences, planOccurrence, scheduleSeries } from "#lib/maintenance/commands/series";
import { continueSeries, remind, takeTime } from "#lib/maintenance/jobs";
import { acme, ben, cards, globex, jonas, payouts, testNow } from "../cast.ts";
import { asMember, asStaff } from "../contexts.ts";
import { aMaintenance, aSeries } from "../maintenances.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const asJonas = ({ db }: Stage, ms = 0) => asStaff(db, jonas, testNow + ms);
const ofPublic = { maintenanceId: "mnt_public", baseVersion: 1 };
const ofAcme = { maintenanceId: "mnt_acme", baseVersion: 1 };
const start = testNow + 2 * DAY;
const meanwhile = { acceptsOverlap: true };
const begun = async (stage: Stage) => void (await startMaintenance(asJonas(stage), ofPublic));
const plan = { title: "Upgrade", body: "Words.", visibility: "public" as const, componentIds: [cards.id], scheduledFor: start, scheduledUntil: start + HOUR, ...meanwhile };
const weekly = { rrule: "FREQ=WEEKLY", timeZone: "UTC", scheduledFor: start + 30 * DAY, scheduledUntil: start + 30 * DAY + HOUR };
const asked = (stage: Stage) => aMaintenance(asJonas(stage), { visibility: "selected", customerIds: [acme.id], asksUntil: testNow + DAY, ...meanwhile });
const sequence = 0;
const mails = "a mail to people of the team or of a customer stands on no page that is kept";

const planning: readonly Scenario[] = [
  { command: "maintenance.scheduleMaintenance", when: "for everybody", act: (stage) => () => scheduleMaintenance(asJonas(stage), plan), raises: [raise.everybody] },
  { command: "maintenance.scheduleMaintenance", when: "for the users of payouts", act: (stage) => () => scheduleMaintenance(asJonas(stage), { ...plan, visibility: "affected", componentIds: [payouts.id] }), raises: [raise.acme, raise.initech, raise.staff] },
  { command: "maintenance.scheduleMaintenance", when: "for staff", act: (stage) => () => scheduleMaintenance(asJonas(stage), { ...plan, visibility: "internal" }), raises: [raise.staff] },
  { command: "maintenance.editMaintenance", when: "for other readers than before", act: (stage) => () => editMaintenance(asJonas(stage), { ...ofAcme, title: "For Globex", visibility: "selected", customerIds: [globex.id], componentIds: [cards.id] }), raises: [raise.acme, raise.globex, raise.staff] },
  { command: "maintenance.moveMaintenance", act: (stage) => () => moveMaintenance(asJonas(stage), { ...ofAcme, scheduledFor: start + DAY, scheduledUntil: start + DAY + HOUR, ...meanwhile }), raises: [raise.acme, raise.staff] },
  { command: "maintenance.extendMaintenance", act: async (stage) => (await begun(stage), () => extendMaintenance(asJonas(stage), { ...ofPublic, baseVersion: 2, scheduledUntil: start + 2 * HOUR })), raises: [raise.everybody] },
  { command: "maintenance.cancelMaintenance", act: (stage) => () => cancelMaintenance(asJonas(stage), ofAcme), raises: [raise.acme, raise.staff] },
  { command: "maintenance.startMaintenance", act: (stage) => () => startMaintenance(asJonas(stage), ofAcme), raises: [raise.acme, raise.staff] },
  { command: "maintenance.verifyMaintenance", act: async (stage) => (await begun(stage), () => verifyMaintenance(asJonas(stage), { ...ofPublic, baseVersion: 2 })), raises: [raise.everybody] },
  { command: "maintenance.completeMaintenance", act: async (stage) => (await begun(stage), () => completeMaintenance(asJonas(stage), { ...ofPublic, baseVersion: 2 })), raises: [raise.everybody] },
  { command: "maintenance.postMaintenanceNote", act: (stage) => () => postMaintenanceNote(asJonas(stage), { ...ofAcme, body: "Nothing to do for you." }), raises: [raise.acme, raise.staff] },
  { command: "maintenance.replyToMaintenance", act: async (stage) => { const { code } = await asked(stage); return () => replyToMaintenance(asMember(stage.db, ben), { code, sequence, answer: "object", comment: "Not that night." }); }, raises: [raise.acme, raise.staff] },
];

const clock: readonly Scenario[] = [
  { command: "maintenance.advanceMaintenance", act: (stage) => () => advanceMaintenance(asJonas(stage, 2 * DAY), { maintenanceId: "mnt_acme", sequence }), raises: [raise.acme, raise.staff] },
  { command: "maintenance.advanceMaintenance", when: "at a time it had before", act: (stage) => () => advanceMaintenance(asJonas(stage, 2 * DAY), { maintenanceId: "mnt_acme", sequence: 7 }), raises: [], because: "an event of times that were moved does nothing" },
  { command: "maintenance.takeTime", act: ({ db }) => () => takeTime({ db, now: start }, { maintenanceId: "mnt_public", sequence, at: start }), raises: [raise.everybody] },
  { command: "maintenance.remindOfMaintenance", act: async (stage) => { const { maintenanceId } = await aMaintenance(asJonas(stage), meanwhile); return () => remindOfMaintenance(asJonas(stage, DAY), { maintenanceId, sequence, minutes: 1_440, at: start - DAY }); }, raises: [raise.everybody] },
  { command: "maintenance.remind", act: async (stage) => { const { maintenanceId } = await aMaintenance(asJonas(stage), meanwhile); return () => remind({ db: stage.db, now: start - DAY }, { maintenanceId, sequence, minutes: 1_440, at: start - DAY }); }, raises: [raise.everybody] },
];

const series: readonly Scenario[] = [
  { command: "maintenance.scheduleSeries", when: "far ahead", act: (stage) => () => scheduleSeries(asJonas(stage), { ...plan, ...weekly }), raises: [raise.everybody] },
  { command: "maintenance.scheduleSeries", when: "for Acme", act: (stage) => () => scheduleSeries(asJonas(stage), { ...plan, ...weekly, visibility: "selected", customerIds: [acme.id] }), raises: [raise.acme, raise.staff] },
  { command: "maintenance.changeSeries", act: async (stage) => { const { seriesId } = await scheduleSeries(asJonas(stage), { ...plan, ...weekly }); return () => changeSeries(asJonas(stage), { ...plan, ...weekly, rrule: "FREQ=DAILY", seriesId, baseVersion: 1, from: weekly.scheduledFor }); }, raises: [raise.everybody] },
  { command: "maintenance.endSeries", act: async (stage) => { const { seriesId } = await scheduleSeries(asJonas(stage), { ...plan, ...weekly }); return () => endSeries(asJonas(stage), { id: seriesId, version: 1, cancelsPlanned: false }); }, raises: [raise.everybody] },
  { command: "maintenance.planOccurrence", act: async (stage) => { const { seriesId } = await scheduleSeries(asJonas(stage), { ...plan, ...weekly }); return () => planOccurrence(asJonas(stage), { id: seriesId, at: weekly.scheduledFor }); }, raises: [raise.everybody] },
  { command: "maintenance.makeDueOccurrences", act: async (stage) => { const { seriesId } = await scheduleSeries(asJonas(stage), { ...plan, ...weekly }); return () => makeDueOccurrences(asJonas(stage, 26 * DAY), { seriesId, version: 1 }); }, raises: [raise.everybody] },
  { command: "maintenance.continueSeries", act: async (stage) => { const { seriesId } = await aSeries(asJonas(stage)); return () => continueSeries({ db: stage.db, now: testNow + 8 * DAY }, { seriesId, version: 1, at: testNow }); }, raises: [raise.everybody] },
];

const told: readonly Scenario[] = [
  { command: "delivery.askDeciders", act: async (stage) => { const { maintenanceId } = await asked(stage); return () => askDeciders({ db: stage.db, now: testNow }, { maintenanceId, sequence, asksUntil: testNow + DAY, kind: "first" }); }, raises: [], because: mails },
  { command: "delivery.tellObjection", act: ({ db }) => () => tellObjection({ db, now: testNow }, { replyId: "mrp_none", repliedAt: testNow }), raises: [], because: mails },
  { command: "delivery.tellOverrun", act: async ({ db }) => { await db.write((tx) => tx.update(maintenances).set({ overrunAt: testNow }).where(eq(maintenances.id, "mnt_acme"))); return () => tellOverrun({ db, now: testNow }, { maintenanceId: "mnt_acme" }); }, raises: [], because: mails },
];

export const maintenanceScenarios: readonly Scenario[] = [...planning, ...clock, ...series, ...told];

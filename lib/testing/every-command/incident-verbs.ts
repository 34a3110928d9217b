import { backfillIncident } from "#lib/incidents/commands/backfill";
import { correctImpact } from "#lib/incidents/commands/correct-impact";
import { correctTime } from "#lib/incidents/commands/correct-time";
import { declareFalseAlarm } from "#lib/incidents/commands/false-alarm";
import { linkIncidents, unlinkIncidents } from "#lib/incidents/commands/link";
import { mergeIncident } from "#lib/incidents/commands/merge";
import type { Posted } from "#lib/incidents/commands/post";
import type { BackfillIncident } from "#lib/incidents/input";
import { acme, cards, globexVault, jonas, mira, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const minute = 60_000;
const asJonas = ({ db }: Stage) => asStaff(db, jonas);
const asMira = ({ db }: Stage) => asStaff(db, mira);
const named = ({ incidentId, version }: Posted) => ({ incidentId, baseVersion: version });
const reason = "The log says so.";

const past = (changes: Partial<BackfillIncident>): BackfillIncident => ({ title: "It failed", visibility: "public", posts: [{ state: "resolved", body: "It failed for an hour.", occurredAt: testNow - 90 * minute, components: [] }], ...changes });
const merge = (stage: Stage, [source, target]: [Posted, Posted]) => mergeIncident(asJonas(stage), { ...named(source), into: target.incidentId, intoVersion: target.version, lastWords: "It ends here.", body: "It goes on." });
const sinceThen = (componentId: string) => ({ componentId, line: [{ state: "degraded_performance" as const, from: testNow - 600 * minute, until: testNow - 500 * minute }], reason });

const linked = async (stage: Stage, [one, other]: [Posted, Posted]) => {
  await linkIncidents(asJonas(stage), { incidentId: one.incidentId, otherId: other.incidentId });
  return () => unlinkIncidents(asJonas(stage), { incidentId: one.incidentId, otherId: other.incidentId });
};

export const incidentVerbScenarios: readonly Scenario[] = [
  { command: "incidents.correctImpact", when: "of an incident for everybody", act: (stage) => () => correctImpact(asMira(stage), { ...named(stage.resolved), componentId: cards.id, line: [{ state: "major_outage", from: testNow - 90 * minute, until: testNow }], reason }), raises: [raise.everybody] },
  { command: "incidents.correctImpact", when: "of a component that brings in others", act: (stage) => () => correctImpact(asMira(stage), { ...named(stage.affecteds), ...sinceThen(globexVault.id) }), raises: [raise.acme, raise.globex, raise.initech, raise.staff], unneeded: [raise.acme, raise.initech], because: "whoever sees the incident may see that it was worse: which of them know the component is not looked up" },
  { command: "incidents.correctImpact", when: "of an incident for staff", act: (stage) => () => correctImpact(asMira(stage), { ...named(stage.internal), ...sinceThen(cards.id) }), raises: [raise.staff] },
  { command: "incidents.correctTime", when: "for everybody", act: (stage) => () => correctTime(asMira(stage), { updateId: stage.everyones.updateId, baseRevision: 1, occurredAt: testNow - 400 * minute, reason }), raises: [raise.everybody] },
  { command: "incidents.correctTime", when: "for Globex alone", act: (stage) => () => correctTime(asMira(stage), { updateId: stage.globexes.updateId, baseRevision: 1, occurredAt: testNow - 400 * minute, reason }), raises: [raise.globex, raise.staff] },
  { command: "incidents.backfillIncident", when: "for everybody", act: (stage) => () => backfillIncident(asJonas(stage), past({})), raises: [raise.everybody] },
  { command: "incidents.backfillIncident", when: "for Acme alone", act: (stage) => () => backfillIncident(asJonas(stage), past({ visibility: "selected", customerIds: [acme.id], isTold: true })), raises: [raise.acme, raise.staff] },
  { command: "incidents.mergeIncident", when: "of some into everybody's", act: (stage) => () => merge(stage, [stage.affecteds, stage.everyones]), raises: [raise.everybody, raise.acme, raise.initech, raise.staff] },
  { command: "incidents.mergeIncident", when: "of staff's into Acme's", act: (stage) => () => merge(stage, [stage.internal, stage.acmes]), raises: [raise.acme, raise.staff] },
  { command: "incidents.declareFalseAlarm", when: "for everybody", act: (stage) => () => declareFalseAlarm(asJonas(stage), { ...named(stage.everyones), body: "Nothing failed." }), raises: [raise.everybody] },
  { command: "incidents.declareFalseAlarm", when: "for the users of payouts", act: (stage) => () => declareFalseAlarm(asJonas(stage), { ...named(stage.affecteds), body: "Nothing failed." }), raises: [raise.acme, raise.initech, raise.staff] },
  { command: "incidents.linkIncidents", when: "both for everybody", act: (stage) => () => linkIncidents(asJonas(stage), { incidentId: stage.everyones.incidentId, otherId: stage.resolved.incidentId }), raises: [raise.everybody] },
  { command: "incidents.linkIncidents", when: "that Acme alone sees both of", act: (stage) => () => linkIncidents(asJonas(stage), { incidentId: stage.affecteds.incidentId, otherId: stage.acmes.incidentId }), raises: [raise.acme, raise.staff] },
  { command: "incidents.unlinkIncidents", when: "that only staff see both of", act: (stage) => linked(stage, [stage.globexes, stage.acmes]), raises: [raise.staff] },
  { command: "incidents.unlinkIncidents", when: "both for everybody", act: (stage) => linked(stage, [stage.everyones, stage.resolved]), raises: [raise.everybody] },
];

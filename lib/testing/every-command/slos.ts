import { importObjectives } from "#lib/importers/objectives/commands/import-objectives";
import { ingestRows } from "#lib/sli/commands/ingest-rows";
import { ingestStreams } from "#lib/sli/commands/ingest-streams";
import { archiveSli, saveSli } from "#lib/sli/commands/slis";
import { addRoute, archiveSource, removeRoute, renewSourceKey, saveQuery, saveSource } from "#lib/sli/commands/sources";
import { tryQuery } from "#lib/sli/commands/try-query";
import { forgetOldCounts } from "#lib/sli/jobs/forget";
import { pullDue } from "#lib/sli/jobs/pull";
import { archiveSlo, createSlo, saveSlo } from "#lib/slo/commands/definitions";
import { addExclusion, answerDispute, approveExclusion, disputeExclusion, withdrawExclusion } from "#lib/slo/commands/exclusions";
import { saveExclusionRule } from "#lib/slo/commands/settings";
import { saveThreshold } from "#lib/slo/commands/thresholds";
import { tellThreshold } from "#lib/delivery/jobs/budget-mails";
import { tellBudget, tellBurn, tellBurnOver } from "#lib/reminders/jobs";
import { lookAtBudgets } from "#lib/slo/jobs";
import { acme, anna, mira, priya, testNow } from "../cast.ts";
import { asMember, asStaff } from "../contexts.ts";
import { anSli, anSlo, sloForm } from "../slos.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const asMira = ({ db }: Stage) => asStaff(db, mira);
const sliOf = async (stage: Stage, customerId: string | null = acme.id) => (await anSli(asMira(stage), stage.db, { customerId })).sliId;
const sloOf = async (stage: Stage) => anSlo(asMira(stage), [await sliOf(stage)]);
const sli = { id: null, version: 0, customerId: acme.id, journeyId: null, key: "pay", name: "Pay", kind: "availability", definition: "Answered" } as const;
const sourceOf = (stage: Stage, kind: "push" | "otlp" | "prometheus") => saveSource(asMira(stage), { id: null, version: 0, kind, name: "Source", settings: kind === "prometheus" ? { url: "https://prometheus.example" } : {}, secret: null });
const span = { zone: "UTC", from: "2026-11-02T10:00", until: "2026-11-02T11:00", effect: "removed", category: "other", reason: "Why", clause: "" } as const;

async function excluded(stage: Stage, needsSecond = false) {
  await saveExclusionRule(asStaff(stage.db, priya), { needsSecond });
  const id = await sloOf(stage);
  return { id, exclusion: await addExclusion(asMira(stage), { id, ...span }) };
}

const ofAcme = { raises: [raise.acme, raise.staff] };
const wordsOnly = { unneeded: [raise.acme], because: "no objective is on it, and whether one is is not asked" };
const quiet = { raises: [], because: "no reader's page has it" };

export const sloScenarios: readonly Scenario[] = [
  { command: "sli.saveSli", when: "of a customer", act: (stage) => () => saveSli(asMira(stage), sli), ...ofAcme, ...wordsOnly },
  { command: "sli.saveSli", when: "of all", act: (stage) => () => saveSli(asMira(stage), { ...sli, customerId: null }), raises: [raise.everybody], unneeded: [raise.everybody], because: wordsOnly.because },
  {
    command: "sli.archiveSli",
    act: async (stage) => {
      const id = await sliOf(stage);
      return () => archiveSli(asMira(stage), { id });
    },
    ...ofAcme,
    ...wordsOnly,
  },
  { command: "sli.saveSource", act: (stage) => () => sourceOf(stage, "push"), ...quiet },
  {
    command: "sli.renewSourceKey",
    act: async (stage) => {
      const { id } = await sourceOf(stage, "push");
      return () => renewSourceKey(asMira(stage), { id });
    },
    ...quiet,
  },
  {
    command: "sli.archiveSource",
    act: async (stage) => {
      const { id } = await sourceOf(stage, "push");
      return () => archiveSource(asMira(stage), { id });
    },
    ...quiet,
  },
  {
    command: "sli.addRoute",
    act: async (stage) => {
      const { id } = await sourceOf(stage, "otlp");
      return () => addRoute(asMira(stage), { sourceId: id, metric: "calls", matchers: "", side: "total", counting: "delta", customerLabel: null, sliKey: "pay" });
    },
    ...quiet,
  },
  {
    command: "sli.removeRoute",
    act: async (stage) => {
      const { id: sourceId } = await sourceOf(stage, "otlp");
      const id = await addRoute(asMira(stage), { sourceId, metric: "calls", matchers: "", side: "total", counting: "delta", customerLabel: null, sliKey: "pay" });
      return () => removeRoute(asMira(stage), { sourceId, id });
    },
    ...quiet,
  },
  {
    command: "sli.saveQuery",
    act: async (stage) => {
      const { id: sourceId } = await sourceOf(stage, "prometheus");
      const sliId = await sliOf(stage);
      return () => saveQuery(asMira(stage), { sourceId, sliId, query: { good: "a", total: "b" }, backfillDays: 1 });
    },
    ...quiet,
  },
  {
    command: "sli.ingestRows",
    act: async (stage) => {
      await sliOf(stage);
      const { key } = await sourceOf(stage, "push");
      return () => ingestRows(asMira(stage), { key: key ?? "", rows: [{ customer: "acme", sli: "checkout", at: testNow, good: 1, total: 1 }], how: "set", batch: null });
    },
    raises: [],
    because: "counts arrive all the time: pages with figures are made anew by their age",
  },
  {
    command: "sli.ingestStreams",
    act: async (stage) => {
      const { key } = await sourceOf(stage, "otlp");
      return () => ingestStreams(asMira(stage), { key: key ?? "", kind: "otlp", streams: [{ metric: "calls", labels: {}, points: [[testNow, 1]] }] });
    },
    raises: [],
    because: "counts arrive all the time: pages with figures are made anew by their age",
  },
  {
    command: "sli.tryQuery",
    act: async (stage) => {
      const { id: sourceId } = await sourceOf(stage, "prometheus");
      const sliId = await sliOf(stage);
      return () => tryQuery(asMira(stage), { sourceId, sliId, query: {} });
    },
    ...quiet,
  },
  { command: "sli.pullDue", act: ({ db }) => () => pullDue({ db, now: testNow }), ...quiet },
  { command: "sli.forgetOldCounts", act: ({ db }) => () => forgetOldCounts({ db, now: testNow }), raises: [], because: "what it forgets no figure is made of" },
  {
    command: "slo.createSlo",
    act: async (stage) => {
      const sliId = await sliOf(stage);
      return () => createSlo(asMira(stage), { ...sloForm, slis: [sliId] });
    },
    ...ofAcme,
  },
  {
    command: "slo.saveSlo",
    act: async (stage) => {
      const sliId = await sliOf(stage);
      const id = await anSlo(asMira(stage), [sliId]);
      return () => saveSlo(asMira(stage), { ...sloForm, slis: [sliId], id, version: 1, reason: "Why" });
    },
    ...ofAcme,
  },
  {
    command: "slo.archiveSlo",
    act: async (stage) => {
      const id = await sloOf(stage);
      return () => archiveSlo(asMira(stage), { id });
    },
    ...ofAcme,
  },
  {
    command: "slo.addExclusion",
    act: async (stage) => {
      const id = await sloOf(stage);
      return () => addExclusion(asMira(stage), { id, ...span });
    },
    ...ofAcme,
  },
  {
    command: "slo.approveExclusion",
    act: async (stage) => {
      const made = await excluded(stage, true);
      return () => approveExclusion(asStaff(stage.db, priya), made);
    },
    ...ofAcme,
  },
  {
    command: "slo.withdrawExclusion",
    act: async (stage) => {
      const made = await excluded(stage);
      return () => withdrawExclusion(asMira(stage), made);
    },
    ...ofAcme,
  },
  {
    command: "slo.disputeExclusion",
    act: async (stage) => {
      const { exclusion } = await excluded(stage);
      return () => disputeExclusion(asMember(stage.db, anna), { exclusion, words: "Not ours" });
    },
    ...ofAcme,
  },
  {
    command: "slo.saveThreshold",
    act: async (stage) => {
      const slo = await sloOf(stage);
      return () => saveThreshold(asMember(stage.db, anna), { slo, left: 50 });
    },
    ...ofAcme,
  },
  {
    command: "slo.answerDispute",
    act: async (stage) => {
      const made = await excluded(stage);
      await disputeExclusion(asMember(stage.db, anna), { exclusion: made.exclusion, words: "Not ours" });
      return () => answerDispute(asMira(stage), { ...made, words: "You are right" });
    },
    ...ofAcme,
  },
  { command: "objectives.importObjectives", act: (stage) => () => importObjectives(asMira(stage), { customerId: acme.id, sourceId: null, text: JSON.stringify({ version: "prometheus/v1", service: "shop", slos: [{ name: "pay", objective: 99.9, sli: { events: { error_query: "a", total_query: "b" } } }] }) }), ...ofAcme },
  { command: "slo.saveExclusionRule", act: ({ db }) => () => saveExclusionRule(asStaff(db, priya), { needsSecond: true }), ...quiet },
  ...(["tellBurn", "tellBurnOver"] as const).map((name): Scenario => ({ command: `reminders.${name}`, act: ({ db }) => () => ({ tellBurn, tellBurnOver })[name]({ db, now: testNow }, { alertId: "brn_none" }), ...quiet })),
  {
    command: "reminders.tellBudget",
    act: async (stage) => {
      const sloId = await sloOf(stage);
      return () => tellBudget({ db: stage.db, now: testNow }, { sloId, state: "exhausted", leftPpm: -5, at: testNow });
    },
    raises: [],
    because: "it is told to staff only",
  },
  {
    command: "delivery.tellThreshold",
    act: async (stage) => {
      const sloId = await sloOf(stage);
      return () => tellThreshold({ db: stage.db, now: testNow }, { sloId, customerId: acme.id, leftPpm: 1, limitPpm: 500_000, at: testNow });
    },
    raises: [],
    because: "a mail is no page",
  },
  {
    command: "slo.lookAtBudgets",
    act: async (stage) => {
      await sloOf(stage);
      return () => lookAtBudgets({ db: stage.db, now: testNow });
    },
    raises: [],
    because: "it changes no reader's page: those are made anew by their age",
  },
];

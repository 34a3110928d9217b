import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { updates } from "#db/schema/incidents";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import type { Posted } from "#lib/incidents/commands/post";
import { publishDraft, publishDueDraft, undoPublish } from "#lib/incidents/commands/publish-draft";
import { rehearsePublication } from "#lib/incidents/commands/publish";
import { discardDraft, saveDraft } from "#lib/incidents/commands/save-draft";
import type { PostUpdate } from "#lib/incidents/input";
import { indexUnsearched, publishDue } from "#lib/incidents/jobs";
import { acme, acmeGateway, globex, globexVault, jonas, mira, payouts, testNow, umbrella } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { anIncident, anUpdate, someContent } from "../incidents.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const asJonas = ({ db }: Stage) => asStaff(db, jonas);
const post = (stage: Stage, to: Posted, changes: Partial<PostUpdate> = {}) => anUpdate(asJonas(stage), { incidentId: to.incidentId, baseVersion: to.version, ...changes });
const undoMs = 10_000;

/** A draft for everybody whose time to undo is running. */
const pendingDraft = async (stage: Stage) => (await publishDraft(asJonas(stage), { content: someContent(), undoSeconds: undoMs / 1000 })).draftId;
const due = (draftId: string) => ({ draftId, version: 2 });
const later = (stage: Stage) => asStaff(stage.db, jonas, testNow + undoMs);

async function edit({ db }: Stage, { updateId }: Posted, changes: { body?: string; notes?: { customerId: string; body: string }[] }) {
  return editUpdate(asStaff(db, mira), { updateId, baseRevision: 1, body: changes.body ?? (await bodyOf(db, updateId)), notes: changes.notes ?? [] });
}

async function bodyOf(db: Db, updateId: string): Promise<string> {
  const [row] = await db.read.select({ body: updates.body }).from(updates).where(eq(updates.id, updateId));
  return row?.body ?? "";
}

const ofDraft = "nobody but staff sees a draft, and no page of theirs is kept";

const draftScenarios: readonly Scenario[] = [
  { command: "incidents.saveDraft", act: (stage) => () => saveDraft(asJonas(stage), { content: someContent() }), raises: [], because: ofDraft },
  {
    command: "incidents.discardDraft",
    act: async (stage) => {
      const { draftId } = await saveDraft(asJonas(stage), { content: someContent() });
      return () => discardDraft(asJonas(stage), { draftId });
    },
    raises: [],
    because: ofDraft,
  },
  { command: "incidents.publishDraft", when: "at once", act: (stage) => () => publishDraft(asJonas(stage), { content: someContent(), undoSeconds: 0 }), raises: [raise.everybody] },
  { command: "incidents.publishDraft", when: "for two customers", act: (stage) => () => publishDraft(asJonas(stage), { content: someContent({ visibility: "selected", customers: [acme.id, globex.id] }), undoSeconds: 0 }), raises: [raise.acme, raise.globex, raise.staff] },
  { command: "incidents.publishDraft", when: "with time to undo", act: (stage) => () => pendingDraft(stage), raises: [], because: "it is rehearsed and taken back, and a draft until then" },
  {
    command: "incidents.undoPublish",
    act: async (stage) => {
      const draftId = await pendingDraft(stage);
      return () => undoPublish(asJonas(stage), { draftId });
    },
    raises: [],
    because: ofDraft,
  },
  {
    command: "incidents.publishDueDraft",
    act: async (stage) => {
      const draftId = await pendingDraft(stage);
      return () => publishDueDraft(later(stage), due(draftId));
    },
    raises: [raise.everybody],
  },
  {
    command: "incidents.publishDueDraft",
    when: "by somebody who may not any more",
    act: async (stage) => {
      const draftId = await pendingDraft(stage);
      return () => publishDueDraft({ ...later(stage), permissions: new Set() }, due(draftId));
    },
    raises: [],
    because: "it stays a draft that says why",
  },
  { command: "incidents.indexUnsearched", act: ({ db }) => () => indexUnsearched({ db, now: testNow }), raises: [], because: "what a search answers is never kept" },
  {
    command: "incidents.publishDue",
    act: async (stage) => {
      const draftId = await pendingDraft(stage);
      return () => publishDue({ db: stage.db, now: testNow + undoMs }, due(draftId));
    },
    raises: [raise.everybody],
  },
  { command: "incidents.rehearsePublication", act: (stage) => () => rehearsePublication(asJonas(stage), { content: someContent(), look: async () => undefined }), raises: [], because: "everything is taken back, the counters too" },
];

export const incidentScenarios: readonly Scenario[] = [
  { command: "incidents.openIncident", when: "for everybody, with a note for one", act: (stage) => () => anIncident(asJonas(stage), { notes: [{ customerId: acme.id, body: "Use your terminals." }] }), raises: [raise.everybody] },
  { command: "incidents.openIncident", when: "for the users of payouts", act: (stage) => () => anIncident(asJonas(stage), { visibility: "affected", components: [{ componentId: payouts.id, state: "major_outage" }] }), raises: [raise.acme, raise.initech, raise.staff] },
  { command: "incidents.openIncident", when: "for Globex alone", act: (stage) => () => anIncident(asJonas(stage), { visibility: "selected", customerIds: [globex.id], notes: [{ customerId: globex.id, body: "Call us." }] }), raises: [raise.globex, raise.staff] },
  { command: "incidents.openIncident", when: "for staff", act: (stage) => () => anIncident(asJonas(stage), { visibility: "internal" }), raises: [raise.staff] },
  { command: "incidents.postUpdate", when: "for everybody", act: (stage) => () => post(stage, stage.everyones), raises: [raise.everybody] },
  { command: "incidents.postUpdate", when: "that resolves it", act: (stage) => () => post(stage, stage.everyones, { state: "resolved", notes: [{ customerId: acme.id, body: "Refunds follow." }] }), raises: [raise.everybody] },
  { command: "incidents.postUpdate", when: "that opens it again", act: (stage) => () => post(stage, stage.resolved, { state: "investigating", isReopening: true }), raises: [raise.everybody] },
  { command: "incidents.postUpdate", when: "for the users of payouts", act: (stage) => () => post(stage, stage.affecteds), raises: [raise.acme, raise.initech, raise.staff] },
  { command: "incidents.postUpdate", when: "whose component brings in others", act: (stage) => () => post(stage, stage.affecteds, { components: [{ componentId: globexVault.id, state: "degraded_performance" }] }), raises: [raise.acme, raise.globex, raise.initech, raise.staff] },
  { command: "incidents.postUpdate", when: "for Acme alone", act: (stage) => () => post(stage, stage.acmes, { components: [{ componentId: acmeGateway.id, state: "operational" }] }), raises: [raise.acme, raise.staff] },
  { command: "incidents.postUpdate", when: "for others than before", act: (stage) => () => post(stage, stage.acmes, { customerIds: [globex.id, umbrella.id] }), raises: [raise.acme, raise.globex, raise.umbrella, raise.staff] },
  { command: "incidents.postUpdate", when: "for staff", act: (stage) => () => post(stage, stage.internal), raises: [raise.staff] },
  { command: "incidents.postUpdate", when: "told to everybody from now on", act: (stage) => () => post(stage, stage.internal, { visibility: "public" }), raises: [raise.everybody] },
  { command: "incidents.postUpdate", when: "kept to staff from now on", act: (stage) => () => post(stage, stage.everyones, { visibility: "internal" }), raises: [raise.everybody] },
  { command: "incidents.editUpdate", when: "for everybody", act: (stage) => () => edit(stage, stage.everyones, { body: "About 1 in 9 is refused." }), raises: [raise.everybody] },
  { command: "incidents.editUpdate", when: "of Globex alone", act: (stage) => () => edit(stage, stage.globexes, { body: "The files are a day late." }), raises: [raise.globex, raise.staff] },
  { command: "incidents.editUpdate", when: "of Acme's note", act: (stage) => () => edit(stage, stage.everyones, { notes: [{ customerId: acme.id, body: "Your terminals are safe and sound." }] }), raises: [raise.acme, raise.staff] },
  { command: "incidents.editUpdate", when: "that takes a note away", act: (stage) => () => edit(stage, stage.everyones, { notes: [{ customerId: globex.id, body: "" }] }), raises: [raise.globex, raise.staff] },
  { command: "incidents.editUpdate", when: "in the words it has", act: (stage) => () => edit(stage, stage.everyones, {}), raises: [], because: "nothing is written" },
  ...draftScenarios,
];

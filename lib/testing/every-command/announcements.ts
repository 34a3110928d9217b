import { beginAnnouncement, endAnnouncement, finishAnnouncement, publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from "#lib/announcements/commands/announcements";
import type { PublishAnnouncement } from "#lib/announcements/input";
import { beginDue, endDue } from "#lib/announcements/jobs";
import { HOUR } from "#lib/core/time";
import { archiveTemplate, createTemplate, restoreTemplate, saveTemplate } from "#lib/templates/commands";
import { acme, globex, globexVault, jonas, mira, payouts, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const by = ({ db }: Stage, after = 0) => asStaff(db, jonas, testNow + after);
const words: PublishAnnouncement = { title: "A new telephone", body: "Call 0800 1234.", visibility: "public", beginsAt: testNow };
const publish = (stage: Stage, changes: Partial<PublishAnnouncement> = {}) => publishAnnouncement(by(stage), { ...words, ...changes });
const forAcme = { visibility: "selected", customerIds: [acme.id] } as const;
const toAcme = (): Partial<PublishAnnouncement> => ({ visibility: forAcme.visibility, customerIds: [...forAcme.customerIds] });
const planned = { beginsAt: testNow + HOUR } as const;

const announcementScenarios: readonly Scenario[] = [
  { command: "announcements.publishAnnouncement", when: "for everybody", act: (stage) => () => publish(stage), raises: [raise.everybody] },
  { command: "announcements.publishAnnouncement", when: "for Acme alone", act: (stage) => () => publish(stage, toAcme()), raises: [raise.acme, raise.staff] },
  { command: "announcements.publishAnnouncement", when: "for the users of payouts", act: (stage) => () => publish(stage, { visibility: "affected", componentIds: [payouts.id] }), raises: [raise.acme, raise.initech, raise.staff] },
  { command: "announcements.publishAnnouncement", when: "that begins later", act: (stage) => () => publish(stage, planned), raises: [raise.staff] },
  {
    command: "announcements.saveAnnouncement",
    when: "from Acme to Globex",
    act: async (stage) => {
      const { id } = await publish(stage, toAcme());
      return () => saveAnnouncement(by(stage), { ...words, id, version: 1, visibility: "affected", componentIds: [globexVault.id] });
    },
    raises: [raise.acme, raise.globex, raise.staff],
  },
  {
    command: "announcements.saveAnnouncement",
    when: "before it begins",
    act: async (stage) => {
      const { id } = await publish(stage, { ...planned, ...toAcme() });
      return () => saveAnnouncement(by(stage), { ...words, ...planned, id, version: 1, visibility: "selected", customerIds: [globex.id] });
    },
    raises: [raise.staff],
  },
  {
    command: "announcements.endAnnouncement",
    act: async (stage) => {
      const { id } = await publish(stage, toAcme());
      return () => endAnnouncement(by(stage), { id });
    },
    raises: [raise.acme, raise.staff],
  },
  {
    command: "announcements.withdrawAnnouncement",
    act: async (stage) => {
      const { id } = await publish(stage);
      return () => withdrawAnnouncement(by(stage), { id });
    },
    raises: [raise.everybody],
  },
  {
    command: "announcements.beginAnnouncement",
    act: async (stage) => {
      const { id } = await publish(stage, { ...planned, ...toAcme() });
      return () => beginAnnouncement(by(stage, HOUR), { announcementId: id, version: 1 });
    },
    raises: [raise.acme, raise.staff],
  },
  {
    command: "announcements.beginDue",
    act: async (stage) => {
      const { id } = await publish(stage, planned);
      return () => beginDue({ db: stage.db, now: testNow + HOUR }, { announcementId: id, version: 1 });
    },
    raises: [raise.everybody],
  },
  {
    command: "announcements.finishAnnouncement",
    act: async (stage) => {
      const { id } = await publish(stage, { ...toAcme(), endsAt: testNow + 2 * HOUR });
      return () => finishAnnouncement(by(stage, 2 * HOUR), { announcementId: id, version: 1 });
    },
    raises: [raise.acme, raise.staff],
  },
  {
    command: "announcements.endDue",
    act: async (stage) => {
      const { id } = await publish(stage, { endsAt: testNow + 2 * HOUR });
      return () => endDue({ db: stage.db, now: testNow + 2 * HOUR }, { announcementId: id, version: 1 });
    },
    raises: [raise.everybody],
  },
];

const choices = { state: "", visibility: "", customers: [], components: {}, promise: "" } as const;
const template = { name: "Cards down", shortcut: "cards", title: "", body: "Cards fail.", choices: { ...choices, customers: [] } };
const asMira = ({ db }: Stage) => asStaff(db, mira);
const create = (stage: Stage) => createTemplate(asMira(stage), { kind: "incident", ...template });
const ofTemplate = "it fills in what staff write; nobody reads it";

const templateScenarios: readonly Scenario[] = [
  { command: "templates.createTemplate", act: (stage) => () => create(stage), raises: [], because: ofTemplate },
  {
    command: "templates.saveTemplate",
    act: async (stage) => {
      const id = await create(stage);
      return () => saveTemplate(asMira(stage), { id, version: 1, ...template, body: "Cards fail again." });
    },
    raises: [],
    because: ofTemplate,
  },
  {
    command: "templates.archiveTemplate",
    act: async (stage) => {
      const id = await create(stage);
      return () => archiveTemplate(asMira(stage), { id });
    },
    raises: [],
    because: ofTemplate,
  },
  {
    command: "templates.restoreTemplate",
    act: async (stage) => {
      const id = await create(stage);
      await archiveTemplate(asMira(stage), { id });
      return () => restoreTemplate(asMira(stage), { id });
    },
    raises: [],
    because: ofTemplate,
  },
];

export const announcementAndTemplateScenarios: readonly Scenario[] = [...announcementScenarios, ...templateScenarios];

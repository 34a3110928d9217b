import { changeByLink, changeSubscription, confirmSubscription } from "#lib/subscriptions/commands/by-link";
import { leaveList, stopList, unsubscribe } from "#lib/subscriptions/commands/leave";
import { createFeed, revokeFeed } from "#lib/subscriptions/commands/feeds";
import { subscribeMember } from "#lib/subscriptions/commands/member";
import { importSubscribers } from "#lib/subscriptions/commands/import";
import { shareSubscriber } from "#lib/subscriptions/commands/share";
import { previewSubscribers } from "#lib/subscriptions/queries/import-plan";
import { removeSubscriber } from "#lib/subscriptions/commands/remove";
import { requestSubscription } from "#lib/subscriptions/commands/request";
import { sendConfirmation, sendImportInvitation, sendStopList, sendStopped } from "#lib/subscriptions/jobs";
import { signLink } from "#lib/platform/signed-link";
import { acme, ben, cards, mira, testNow } from "../cast.ts";
import { asMember, asPublic, asStaff } from "../contexts.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import { feedIdOf, listener, type Stage } from "./stage.ts";

const anyone = ({ db }: Stage) => asPublic(db);
const token = (purpose: string) => signLink(purpose, { id: listener.id, version: 1 });
const choice = { scope: "components" as const, components: [cards.id] };
const asked = { ...choice, email: "new@stranger.example", timeZone: "UTC" };

const because = "who hears of what by mail stands on no page that is kept";

export const subscriptionScenarios: readonly Scenario[] = [
  { command: "subscriptions.requestSubscription", act: (stage) => () => requestSubscription(anyone(stage), { ...asked, website: "" }), raises: [], because },
  { command: "subscriptions.sendConfirmation", act: ({ db }) => () => sendConfirmation({ db, eventId: "evt_1", now: testNow }, { ...asked, incident: null }), raises: [], because },
  { command: "subscriptions.confirmSubscription", act: (stage) => () => confirmSubscription(anyone(stage), { token: token("confirm") }), raises: [], because },
  { command: "subscriptions.unsubscribe", act: (stage) => () => unsubscribe(anyone(stage), { token: token("unsubscribe") }), raises: [], because },
  { command: "subscriptions.changeByLink", act: (stage) => () => changeByLink(anyone(stage), { purpose: "manage", token: token("manage"), action: "subscription.save" }, async () => {}), raises: [], because },
  { command: "subscriptions.leaveList", act: (stage) => () => leaveList(anyone(stage), { token: token("unsubscribe"), email: listener.email }), raises: [], because },
  { command: "subscriptions.stopList", act: (stage) => () => stopList(anyone(stage), { token: signLink("stop-list", { id: `${listener.id}~${testNow}`, version: 1 }) }), raises: [], because },
  { command: "subscriptions.sendStopList", act: ({ db }) => () => sendStopList({ db, eventId: "evt_1", now: testNow }, { subscriberId: listener.id }), raises: [], because },
  { command: "subscriptions.sendStopped", act: ({ db }) => () => sendStopped({ db, eventId: "evt_1", now: testNow }, { subscriberId: listener.id }), raises: [], because },
  { command: "subscriptions.sendImportInvitation", act: ({ db }) => () => sendImportInvitation({ db, eventId: "evt_1", now: testNow }, { subscriberId: listener.id }), raises: [], because },
  { command: "subscriptions.shareSubscriber", act: ({ db }) => () => shareSubscriber(asStaff(db, mira), { id: listener.id, shared: true }), raises: [], because },
  {
    command: "subscriptions.importSubscribers",
    act: async ({ db }) => {
      const file = { mode: "invite" as const, text: "email\nteam@stranger.example" };
      const { seal } = await previewSubscribers(asStaff(db, mira), file);
      return () => importSubscribers(asStaff(db, mira), { ...file, consent: "", seal });
    },
    raises: [],
    because,
  },
  { command: "subscriptions.changeSubscription", when: "saved", act: (stage) => () => changeSubscription(anyone(stage), { ...choice, token: token("manage"), intent: "save", pauseDays: 7 }), raises: [], because },
  { command: "subscriptions.changeSubscription", when: "without one incident", act: (stage) => () => changeSubscription(anyone(stage), { ...choice, token: token("manage"), intent: "mute", pauseDays: 7, incident: stage.everyones.code }), raises: [], because },
  {
    command: "subscriptions.subscribeMember",
    act: ({ db }) => () => subscribeMember(asMember(db, ben), { member: { personId: ben.id, email: ben.email, timeZone: "UTC", customerId: acme.id }, change: { ...choice, customer: acme.slug, intent: "save" } }),
    raises: [],
    because,
  },
  { command: "subscriptions.removeSubscriber", act: ({ db }) => () => removeSubscriber(asStaff(db, mira), { id: listener.id }), raises: [], because },
  { command: "subscriptions.createFeed", act: ({ db }) => () => createFeed(asMember(db, ben), { personId: ben.id, customerId: acme.id, label: "Phone" }), raises: [], because: "it only opens a door: whoever was let in before still is" },
  { command: "subscriptions.revokeFeed", act: ({ db }) => () => revokeFeed(asMember(db, ben), { id: feedIdOf(ben), personId: ben.id, customerId: acme.id }), raises: [raise.access], shuts: [`${ben.id} at /f/*/history.rss`] },
];

import { changeSubscription, confirmSubscription, unsubscribe } from "#lib/subscriptions/commands/by-link";
import { createFeed, revokeFeed } from "#lib/subscriptions/commands/feeds";
import { subscribeMember } from "#lib/subscriptions/commands/member";
import { removeSubscriber } from "#lib/subscriptions/commands/remove";
import { requestSubscription } from "#lib/subscriptions/commands/request";
import { sendConfirmation } from "#lib/subscriptions/jobs";
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

import { forgetRefusedForms, keepRefusedForm, touchEmbed, touchFeed, touchSession } from "#lib/access/commands";
import { DAY } from "#lib/core/time";
import { anna, ben, testNow } from "../cast.ts";
import type { Scenario } from "./scenario.ts";
import { embed, feedIdOf, sessionIdOf } from "./stage.ts";

const typed = { browserHash: "a browser", values: { name: "Anna" }, sentence: "This cannot be saved.", fields: {}, now: testNow };
const ofUse = "when a key was used last is a note; whom it lets in stays as it was";

export const accessScenarios: readonly Scenario[] = [
  { command: "access.keepRefusedForm", act: ({ db }) => () => keepRefusedForm(db, typed), raises: [], because: "only the browser that typed it is shown it, on pages that are not kept" },
  { command: "access.forgetRefusedForms", act: ({ db }) => () => forgetRefusedForms(db, testNow + DAY), raises: [], because: "nobody was shown them any more" },
  { command: "access.touchSession", act: ({ db }) => () => touchSession(db, { sessionId: sessionIdOf(anna), now: testNow + DAY }), raises: [], because: ofUse },
  { command: "access.touchEmbed", act: ({ db }) => () => touchEmbed(db, { embedId: embed.id, now: testNow + DAY }), raises: [], because: ofUse },
  { command: "access.touchFeed", act: ({ db }) => () => touchFeed(db, { feedId: feedIdOf(ben), now: testNow + DAY }), raises: [], because: ofUse },
];

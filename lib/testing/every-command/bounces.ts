import { receiveReports } from "#lib/bounces/commands/receive";
import { quarantineAddress, releaseAddress } from "#lib/bounces/commands/release";
import { noteRefused, releaseDue } from "#lib/bounces/jobs";
import { listQuarantined } from "#lib/bounces/queries";
import { signLink } from "#lib/platform/signed-link";
import { tryAgain } from "#lib/subscriptions/commands/try-again";
import { mira, testNow } from "../cast.ts";
import { asPublic, asStaff } from "../contexts.ts";
import type { Scenario } from "./scenario.ts";
import { givenUp, listener, type Stage } from "./stage.ts";

const because = "whether an address takes mail stands on no page that is kept";
const report = { reporter: "resend", externalId: "msg_1", kind: "hard", email: listener.email, providerId: null, reason: "550 5.1.1", occurredAt: testNow } as const;
const weekMs = 7 * 86_400_000;
const held = async ({ db }: Stage) => receiveReports(asPublic(db, testNow - weekMs), [report]);

export const bounceScenarios: readonly Scenario[] = [
  { command: "bounces.receiveReports", act: ({ db }) => () => receiveReports(asPublic(db), [report]), raises: [], because },
  { command: "bounces.quarantineAddress", act: ({ db }) => () => quarantineAddress(asStaff(db, mira), { email: listener.email, reason: "Asked by phone." }), raises: [], because },
  {
    command: "bounces.releaseAddress",
    act: async (stage) => {
      await held(stage);
      const { rows } = await listQuarantined(asStaff(stage.db, mira), { find: "", before: null });
      return () => releaseAddress(asStaff(stage.db, mira), { id: rows[0]?.id ?? "" });
    },
    raises: [],
    because,
  },
  {
    command: "subscriptions.tryAgain",
    act: async (stage) => {
      await held(stage);
      return () => tryAgain(asPublic(stage.db), { token: signLink("manage", { id: listener.id, version: 1 }) });
    },
    raises: [],
    because,
  },
  {
    command: "bounces.noteRefused",
    act: ({ db }) => () => noteRefused({ db, now: testNow }, { deliveryIds: [givenUp.id] }),
    raises: [],
    because,
  },
  {
    command: "bounces.releaseDue",
    act: async (stage) => {
      await held(stage);
      return () => releaseDue({ db: stage.db, now: testNow });
    },
    raises: [],
    because,
  },
];

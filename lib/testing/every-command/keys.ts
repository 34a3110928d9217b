import { touchKey } from "#lib/access/commands";
import { answerOnce, forgetAnswers } from "#lib/api/commands";
import { HOUR } from "#lib/core/time";
import { createKey, revokeKey } from "#lib/keys/commands";
import { priya, testNow } from "../cast.ts";
import { asStaff } from "../contexts.ts";
import type { Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const by = ({ db }: Stage) => asStaff(db, priya);
const create = (stage: Stage) => createKey(by(stage), { name: "Deploys", scopes: ["incidents:write"], days: 30 });
const forPrograms = "keys open nothing that is kept: each call is proven anew";
const act = async () => ({ status: 200, body: "{}" });

export const keyScenarios: readonly Scenario[] = [
  { command: "keys.createKey", act: (stage) => () => create(stage), raises: [], because: forPrograms },
  {
    command: "keys.revokeKey",
    act: async (stage) => {
      const { id } = await create(stage);
      return () => revokeKey(by(stage), { id });
    },
    raises: [],
    because: forPrograms,
  },
  {
    command: "access.touchKey",
    act: async (stage) => {
      const { id } = await create(stage);
      return () => touchKey(stage.db, { keyId: id, now: testNow + HOUR });
    },
    raises: [],
    because: "when a key was used last is a note",
  },
  {
    command: "api.answerOnce",
    act: async (stage) => {
      const { id } = await create(stage);
      return () => answerOnce(by(stage), { keyId: id, idempotencyKey: "one", requestHash: "h", act });
    },
    raises: [],
    because: "what it does is the operation's own command",
  },
  { command: "api.forgetAnswers", act: ({ db }) => () => forgetAnswers(db, testNow), raises: [], because: "nobody was shown them" },
];

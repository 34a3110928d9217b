import { tellDispute, tellDisputeAnswered } from "#lib/delivery/jobs/impact-mails";
import { answerImpactDispute, disputeImpact } from "#lib/impact/commands/disputes";
import { anna, mira, testNow } from "../cast.ts";
import { asMember, asStaff } from "../contexts.ts";
import { anIncident } from "../incidents.ts";
import { counters as raise, type Scenario } from "./scenario.ts";
import type { Stage } from "./stage.ts";

async function disputed(stage: Stage) {
  const { code } = await anIncident(asStaff(stage.db, mira));
  return { code, disputeId: await disputeImpact(asMember(stage.db, anna), { code, words: "We saw more.", failed: 912 }) };
}

const ofAcme = { raises: [raise.acme, raise.staff] };
const quiet = { raises: [], because: "a mail is in nobody's page" };

export const impactScenarios: readonly Scenario[] = [
  {
    command: "impact.disputeImpact",
    act: async (stage) => {
      const { code } = await anIncident(asStaff(stage.db, mira));
      return () => disputeImpact(asMember(stage.db, anna), { code, words: "We saw more.", failed: null });
    },
    ...ofAcme,
  },
  {
    command: "impact.answerImpactDispute",
    act: async (stage) => {
      const { code, disputeId } = await disputed(stage);
      return () => answerImpactDispute(asStaff(stage.db, mira), { id: code, dispute: disputeId, words: "You are right.", failed: 900 });
    },
    ...ofAcme,
  },
  {
    command: "delivery.tellDispute",
    act: async (stage) => {
      const { disputeId } = await disputed(stage);
      return () => tellDispute({ db: stage.db, now: testNow }, { disputeId });
    },
    ...quiet,
  },
  {
    command: "delivery.tellDisputeAnswered",
    act: async (stage) => {
      const { code, disputeId } = await disputed(stage);
      await answerImpactDispute(asStaff(stage.db, mira), { id: code, dispute: disputeId, words: "You are right.", failed: 900 });
      return () => tellDisputeAnswered({ db: stage.db, now: testNow }, { disputeId });
    },
    ...quiet,
  },
];

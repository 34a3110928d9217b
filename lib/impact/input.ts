import { z } from "zod";

const Requests = z.preprocess((value) => (typeof value === "string" ? value.replaceAll(/[\s.,']/g, "") : value), z.preprocess((value) => (value === "" || value === undefined ? null : value), z.coerce.number("Give a whole number.").int("Give a whole number.").min(0, "Give a whole number.").max(1e12, "That is more than anybody sends.").nullable()));

export const DisputeImpact = z.object({
  customer: z.string(),
  code: z.string(),
  words: z.string().trim().min(1, "Say what you saw, and where.").max(5_000, "At most 5 000 characters."),
  failed: Requests,
});
export type DisputeImpact = z.infer<typeof DisputeImpact>;

export const AnswerImpactDispute = z.object({
  id: z.string(),
  dispute: z.string(),
  words: z.string().trim().min(1, "Write an answer: the customer reads it.").max(5_000, "At most 5 000 characters."),
  failed: Requests,
});
export type AnswerImpactDispute = z.infer<typeof AnswerImpactDispute>;

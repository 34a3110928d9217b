import { z } from "zod";
import { ppmOfPercent } from "#lib/slo/rules/counts";
import { creditSlices, uptimeMethods } from "./terms.ts";

export const OneStatement = z.object({ id: z.string() });
const OneStatementOfCustomer = z.object({ customer: z.string(), statement: z.string() });
export const StatementFileOfCustomer = OneStatementOfCustomer.extend({ file: z.string() });
export const StatementFileOfStaff = OneStatement.extend({ file: z.string() });
export const SharedFile = z.object({ token: z.string(), file: z.string() });
const OneVersion = OneStatement.extend({ version: z.coerce.number().int() });
export const ReleaseStatement = OneVersion;
export const RemakeStatement = OneVersion;
export const DiscardDraft = OneVersion;
export const SaveComment = OneVersion.extend({ comment: z.string().trim().max(2_000, "At most 2 000 characters.").default("") });
export const AmendStatement = OneStatement.extend({ reason: z.string().trim().min(1, "Say why: the customer reads it.").max(500, "At most 500 characters.") });

/** Whole days of the customer's calendar, the last one included. */
export const DraftStatement = z.object({
  customerId: z.string().min(1, "Choose a customer."),
  from: z.string().regex(/^\d{4}-\d\d-\d\d$/, "Say from which day."),
  until: z.string().regex(/^\d{4}-\d\d-\d\d$/, "Say until which day."),
});

export const shareDays = [7, 30, 90] as const;
export const CreateShare = OneStatementOfCustomer.extend({
  label: z.string().trim().min(1, "Say who it is for.").max(80, "At most 80 characters."),
  days: z.coerce.number().pipe(z.union(shareDays.map((days) => z.literal(days)), "Choose how long it opens.")),
});
export const RevokeShare = OneStatementOfCustomer.extend({ share: z.string() });

const none = (value: unknown) => (value === "" || value === undefined ? null : value);
export const SaveReleaseRule = z.object({ afterDays: z.preprocess(none, z.coerce.number("Give a number of days.").int("Give whole days.").min(1, "At least one day.").max(60, "At most 60 days.").nullable()) });

const percent = z.string().transform((text, check) => {
  const ppm = ppmOfPercent(text);
  if (ppm !== null) return ppm;
  check.addIssue({ code: "custom", message: "Write it as 99.95: percent, with at most four decimals." });
  return z.NEVER;
});

/** A line a tier: below so much uptime, so much credit. "99.9: 10". */
const tiers = z.string().transform((text, check) => {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  const read = lines.map((line) => line.split(":").map((part) => ppmOfPercent(part ?? "")));
  const whole = read.flatMap(([belowPpm, creditPpm, more]) => (belowPpm === null || belowPpm === undefined || creditPpm === null || creditPpm === undefined || more !== undefined ? [] : [{ belowPpm, creditPpm }]));
  if (whole.length === lines.length && whole.length > 0 && whole.length <= 10 && new Set(whole.map(({ belowPpm }) => belowPpm)).size === whole.length) return whole.toSorted((a, b) => b.belowPpm - a.belowPpm);
  check.addIssue({ code: "custom", message: "One line a tier, at most ten: uptime below, a colon, credit in percent. For example 99.9: 10" });
  return z.NEVER;
});

const money = z.preprocess(none, z.string().regex(/^\d{1,9}([.,]\d{2})?$/, "Write it as 12000.00.").transform((text) => Math.round(Number(text.replace(",", ".")) * 100)).nullable());

const minutes = z.coerce.number("Give whole minutes.").int("Give whole minutes.").min(1, "At least one minute.").max(1_440, "At most a day.");

const Fields = z.object({
  id: z.string(),
  version: z.coerce.number().int(),
  name: z.string().trim().min(1, "Give it a name.").max(120, "At most 120 characters."),
  sloId: z.string().min(1, "Choose what it is measured on."),
  target: percent,
  method: z.enum(uptimeMethods, "Choose how it is counted."),
  sliceMinutes: z.coerce.number().pipe(z.union(creditSlices.map((length) => z.literal(length)), "Choose a length.")),
  downFrom: percent,
  minimumMinutes: minutes,
  honoursExclusions: z.literal("true").optional(),
  tiers,
  cap: percent,
  claimDays: z.coerce.number("Give whole days.").int("Give whole days.").min(1, "At least one day.").max(365, "At most a year."),
  fee: money,
  currency: z.string().trim().regex(/^([A-Z]{3})?$/, "Three capital letters, such as EUR.").default(""),
  clauses: z.string().trim().max(2_000, "At most 2 000 characters.").default(""),
});

/** The form of a contract, as terms. */
export const SaveContract = Fields.transform(({ id, version, target, downFrom, cap, fee, honoursExclusions, ...rest }) => ({ id, version, terms: { ...rest, targetPpm: target, downFromPpm: downFrom, capPpm: cap, feeMinor: fee, honoursExclusions: honoursExclusions !== undefined } }));
export type SaveContract = z.infer<typeof SaveContract>;

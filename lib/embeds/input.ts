import { z } from "zod";
import { badgeStyles } from "./terms.ts";

export const CreateEmbed = z.object({
  customer: z.string(),
  label: z.string().trim().min(1, "Say where it will stand.").max(80, "At most 80 characters."),
  origins: z.string().max(3_000, "These are too many."),
});
export const RevokeEmbed = z.object({ customer: z.string(), id: z.string().max(60) });

/** A word it does not know means the usual style. */
export const BadgeWish = z.object({ component: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).optional().catch(undefined), style: z.enum(badgeStyles).catch("flat") });

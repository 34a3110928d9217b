import { z } from "zod";
import { parseEmailAddress } from "#lib/core/email-address";

const many = z.preprocess((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]), z.array(z.string().max(60)).max(300));

/** What one address wants to hear of: everything it may see, or chosen components, and single incidents besides. */
export const Choice = z.object({
  scope: z.enum(["everything", "components"]).default("everything"),
  components: many,
});
export type Choice = z.infer<typeof Choice>;

const email = z.string().max(254, "An address has at most 254 characters.").transform((text, check) => {
  const address = parseEmailAddress(text);
  if (address) return address;
  check.addIssue({ code: "custom", message: "This is not an e-mail address we can write to. Check it for typing errors." });
  return z.NEVER;
});

export const RequestSubscription = Choice.extend({
  email,
  incident: z.string().max(40).optional(),
  timeZone: z.string().max(60).default("UTC"),
  /** A field people do not see: whoever fills it is a machine. */
  website: z.string().max(200).default(""),
});
export type RequestSubscription = z.infer<typeof RequestSubscription>;

export const WithToken = z.object({ token: z.string().max(300) });

export const ChangeSubscription = Choice.extend({
  token: z.string().max(300),
  intent: z.enum(["save", "pause", "resume", "stop", "mute", "unmute"]),
  pauseDays: z.coerce.number().int().min(1).max(90).default(7),
  incident: z.string().max(40).optional(),
  timeZone: z.string().max(60).optional(),
});
export type ChangeSubscription = z.infer<typeof ChangeSubscription>;

export const MemberSubscription = Choice.extend({
  customer: z.string(),
  intent: z.enum(["save", "stop", "follow", "unfollow"]).default("save"),
  incident: z.string().max(40).optional(),
});
export type MemberSubscription = z.infer<typeof MemberSubscription>;

export const CreateFeed = z.object({ customer: z.string(), label: z.string().trim().min(1, "Say where you will use this feed.").max(80) });
export const RevokeFeed = z.object({ customer: z.string(), id: z.string().max(60) });
export const RemoveSubscriber = z.object({ id: z.string().max(60) });
export const OneClick = WithToken.extend({ from: z.string().max(10).default("") });

import { z } from "zod";
import { parseEmailAddress } from "#lib/core/email-address";

/** The body as it came: signatures are over its bytes. */
export const Raw = z.object({ raw: z.string().min(1) });
export const RawWithKey = Raw.extend({ key: z.string().max(200) });

const email = z.string().max(254).transform((text, check) => {
  const address = parseEmailAddress(text);
  if (address) return address;
  check.addIssue({ code: "custom", message: "This is not an e-mail address. Check it for typing errors." });
  return z.NEVER;
});

export const QuarantineAddress = z.object({ email, reason: z.string().trim().min(1, "Say why, for whoever asks later.").max(500) });
export type QuarantineAddress = z.infer<typeof QuarantineAddress>;
export const ReleaseAddress = z.object({ id: z.string().max(64) });
export type ReleaseAddress = z.infer<typeof ReleaseAddress>;

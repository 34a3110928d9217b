import { z } from "zod";

export const AddHost = z.object({
  host: z.string().trim().min(1, "Give a name, such as status.example.com.").max(260, "A name has at most 253 characters."),
  /** Empty: the public page. */
  customerId: z.string().max(60).transform((text) => text || null),
});
export const OneHost = z.object({ id: z.string().max(60) });

/** The way from the portal's own name to another of its names. */
export const Arrival = z.object({ ticket: z.string().max(2_000).catch("") });

export const AddSender = z.object({
  sender: z.string().trim().min(1, "Give an address.").max(300, "At most 300 characters."),
  selector: z.string().trim().toLowerCase().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, "A selector is a short name such as resend or mail2026.").max(100),
  customerId: z.string().max(60).transform((text) => text || null),
});

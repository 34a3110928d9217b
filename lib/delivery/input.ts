import { z } from "zod";
import { endpointChannels, payloadForms } from "./terms.ts";

const id = z.string().max(60);

export const AddEndpoint = z.object({
  channel: z.enum(endpointChannels, "Choose where to send to."),
  label: z.string().trim().min(1, "Say whose or which place it is.").max(80, "At most 80 characters."),
  /** Whoever knows an address can write there: a form that is refused does not keep it (`route`). */
  secretAddress: z.string().trim().min(1, "Paste the address.").max(2_000, "At most 2,000 characters."),
  form: z.enum(payloadForms).default("candor"),
});
export type AddEndpoint = z.infer<typeof AddEndpoint>;

export const endpointIntents = ["test", "replay", "rotate", "on", "off", "remove", "confirm", "resend"] as const;

export const ChangeEndpoint = z.object({
  id,
  intent: z.enum(endpointIntents),
  /** The code that was sent to a telephone. */
  code: z.string().trim().max(12).default(""),
  /** What is sent once more. */
  delivery: id.default(""),
});
export type ChangeEndpoint = z.infer<typeof ChangeEndpoint>;

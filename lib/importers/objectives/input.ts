import { z } from "zod";

const none = (value: unknown) => (value === "" || value === undefined ? null : value);

export const ImportObjectives = z.object({
  text: z.string().min(1, "Paste a file.").max(500_000, "At most 500 000 characters at once."),
  customerId: z.preprocess(none, z.string().nullable()),
  /** The Prometheus that its queries are for; none where they are set up by hand. */
  sourceId: z.preprocess(none, z.string().nullable()),
});
export type ImportObjectives = z.infer<typeof ImportObjectives>;

export const PreviewObjectives = z.object({ text: z.string().max(500_000, "At most 500 000 characters at once.").default(""), customerId: z.string().default(""), sourceId: z.string().default("") });

import { z } from "zod";

const text = z.string().trim().min(1);
const list = z.array(z.unknown()).nullish().transform((systems) => systems ?? []);

/** What is taken from a site's `config.yml`; the rest is how it looked. */
export const Config = z.object({
  title: text.catch("cState"),
  baseURL: z.url({ protocol: /^https?$/ }).nullish().catch(null).transform((url) => url?.replace(/\/+$/, "") ?? null),
  timeZone: z.string().nullish().catch(null),
  params: z.object({ categories: list, systems: list }).catch({ categories: [], systems: [] }),
});

export const Category = z.object({ name: text, description: z.string().nullish() });
export const System = z.object({ name: text, description: z.string().nullish(), category: z.string().nullish() });

export const severities = ["down", "disrupted", "notice"] as const;
export type Severity = (typeof severities)[number];

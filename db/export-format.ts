import { z } from "zod";
import type { Value } from "./copy-values.ts";

/** What an export is, line by line: a heading, each row of each table, an ending by which a file that was cut off is known. */
export const exportFormat = "candor-export";
export const exportVersion = 1;

/** What lasts for minutes, or lets somebody in: nobody is signed in, and nobody's limit is used up, in another portal. */
export const leftBehind: ReadonlySet<string> = new Set(["invitations", "rate_limits", "refused_forms", "sessions", "sign_in_requests", "verification_tokens"]);

/** What a portal that was only ever started holds: it gives way to what the file says. */
export const ofAnyPortal: ReadonlySet<string> = new Set(["audience_revisions", "settings"]);

export const Heading = z.object({ format: z.literal(exportFormat), version: z.literal(exportVersion), exportedAt: z.string() });
export const Line = z.tuple([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))]);
export const Ending = z.object({ rows: z.record(z.string(), z.int().nonnegative()), hashes: z.record(z.string(), z.string()) });
export type Ending = z.infer<typeof Ending>;

/** Bytes as hexadecimal digits, json as its text: all else is what JSON has. */
export function toJson(value: Value): string | number | boolean | null {
  return Buffer.isBuffer(value) ? value.toString("hex") : value;
}

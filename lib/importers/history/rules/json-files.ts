import type { z } from "zod";
import type { Remark, SourceFile } from "./planned.ts";

export interface JsonFile {
  name: string;
  value: unknown;
}

/** Reads files of JSON; what is none is named, with its line where that is known. Texts come out as both engines can store them. */
export function readJsonFiles(files: readonly SourceFile[], problems: Remark[]): JsonFile[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name, text }) => {
    const json = text.replace(/^\uFEFF/, "");
    try {
      return [{ name, value: JSON.parse(json, (_, value: unknown) => (typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value)) as unknown }];
    } catch (error) {
      const [, at] = /position (\d+)/.exec(String(error)) ?? [];
      const line = at === undefined ? json.split("\n").length : json.slice(0, Number(at)).split("\n").length;
      problems.push({ file: name, item: null, line, reason: "This is not JSON." });
      return [];
    }
  });
}

/** One thing in a file, checked; null, with the reason, where it is not as it must be. */
export function readItem<T>(schema: z.ZodType<T>, { file, value, problems }: { file: string; value: unknown; problems: Remark[] }): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  problems.push({ file, item: null, reason: `${issue?.path.join(".") || "document"}: ${issue?.message ?? "unreadable"}.` });
  return null;
}

import type { Context } from "#lib/access/context";
import { importHistory } from "#lib/importers/history/commands/import-history";
import type { SourceFile } from "#lib/importers/history/rules/planned";
import type { ImportReport } from "#lib/importers/history/terms";
import { planImport } from "#lib/importers/statuspage/rules/plan";

/** Takes over the history of a Statuspage page, as the command line does it. */
export function importStatuspage(ctx: Context, { source, files, isDryRun = false }: { source: string; files: readonly SourceFile[]; isDryRun?: boolean }): Promise<ImportReport> {
  return importHistory(ctx, { source, plan: planImport(files), files: files.length, isDryRun });
}

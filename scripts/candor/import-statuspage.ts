import { importStatuspage } from "#lib/importers/statuspage/commands/import-statuspage";
import type { SourceFile } from "#lib/importers/statuspage/rules/collect";
import { reportLines } from "#lib/importers/statuspage/rules/report";
import { readFolder } from "#lib/importers/statuspage/sources/folder";
import { fetchPage } from "#lib/importers/statuspage/sources/page";
import { env, isLoopbackUrl } from "#lib/platform/env";
import { contextOf } from "./portal.ts";

interface Wish {
  source: string;
  isDryRun: boolean;
  isJson: boolean;
}

/** Answers the exit code: 3 where something had to be left out. What it is doing goes to standard error, the report to standard output. */
export async function importFromStatuspage({ source, isDryRun, isJson }: Wish): Promise<number> {
  const files = await readSource(source);
  console.error(`Importing ${files.length} ${files.length === 1 ? "file" : "files"} …`);
  const ctx = await contextOf("import", ["portal.manage"]);
  const report = await importStatuspage(ctx, { source, files, isDryRun });
  console.log(isJson ? JSON.stringify(report, null, 2) : reportLines(report).join("\n"));
  return report.skipped.length > 0 ? 3 : 0;
}

async function readSource(source: string): Promise<SourceFile[]> {
  if (!/^https?:\/\//.test(source)) return readFolder(source);
  return fetchPage(source, { allowLoopback: isLoopbackUrl(env.APP_URL), onProgress: (url) => console.error(`Reading ${url} …`) });
}

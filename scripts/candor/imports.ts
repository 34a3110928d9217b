import type { Command } from "commander";
import type { Context } from "#lib/access/context";
import { planCstate } from "#lib/importers/cstate/rules/plan";
import { readSite } from "#lib/importers/cstate/sources/site";
import { planDatocms } from "#lib/importers/datocms/rules/plan";
import { importHistory } from "#lib/importers/history/commands/import-history";
import type { ImportPlan, SourceFile } from "#lib/importers/history/rules/planned";
import { reportLines } from "#lib/importers/history/rules/report";
import { readFolder } from "#lib/importers/history/sources/folder";
import { planKener } from "#lib/importers/kener/rules/plan";
import { planImport } from "#lib/importers/statuspage/rules/plan";
import { fetchPage } from "#lib/importers/statuspage/sources/page";
import { env, isLoopbackUrl } from "#lib/platform/env";
import { addCandorImport } from "./export.ts";
import { addPeopleImport } from "./import-people.ts";
import { contextOf } from "./portal.ts";

/** A product whose history can be taken over. */
interface Product {
  name: string;
  source: string;
  what: string;
  description: string;
  read: (source: string) => Promise<SourceFile[]> | SourceFile[];
  plan: (files: SourceFile[]) => ImportPlan;
}

const fromFolder = (...endings: string[]) => (source: string) => readFolder(source, endings);

const products: readonly Product[] = [
  {
    name: "statuspage",
    source: "folder-or-url",
    what: "a folder with answers of Statuspage's API as .json files, or the address of a page",
    description: "incidents, updates, components and planned work of an Atlassian Statuspage",
    read: (source) => (isAddress(source) ? fetchPage(source, { allowLoopback: isLoopbackUrl(env.APP_URL), onProgress: (url) => console.error(`Reading ${url} …`) }) : readFolder(source, [".json"])),
    plan: planImport,
  },
  {
    name: "cstate",
    source: "folder",
    what: "the folder of a cState site, with its config.yml and content",
    description: "posts, systems and categories of a cState site",
    read: fromFolder(".md", ".yml", ".yaml"),
    plan: (files) => planCstate(readSite(files)),
  },
  {
    name: "datocms",
    source: "folder",
    what: "the folder of a status page like DatoCMS's: a .json file for each incident and each maintenance",
    description: "incidents and maintenances of a page that keeps each in a JSON file",
    read: fromFolder(".json"),
    plan: planDatocms,
  },
  {
    name: "kener",
    source: "folder",
    what: "a folder with answers of Kener's API v4 as .json files: monitors, incidents, comments, maintenances, events",
    description: "monitors, incidents with their comments, and maintenance events of Kener",
    read: fromFolder(".json"),
    plan: planKener,
  },
];

/** `candor import <product> …`: each takes `--dry-run` and `--json`, and may be run again whenever one likes. */
export function addImports(program: Command): void {
  const imports = program.command("import").description("bring a history from another product; run it again whenever you like");
  for (const product of products) {
    imports
      .command(product.name)
      .argument(`<${product.source}>`, product.what)
      .option("--dry-run", "say what would be done, and do nothing")
      .option("--json", "print the whole report as JSON")
      .description(product.description)
      .action(async (source: string, options: { dryRun?: boolean; json?: boolean }) => {
        process.exitCode = await importFrom(product, { source, isDryRun: options.dryRun === true, isJson: options.json === true });
      });
  }
  addPeopleImport(imports);
  addCandorImport(imports);
}

/** Answers the exit code: 3 where something had to be left out. What it is doing goes to standard error, the report to standard output. */
async function importFrom({ read, plan }: Product, { source, isDryRun, isJson }: { source: string; isDryRun: boolean; isJson: boolean }): Promise<number> {
  const files = await read(source);
  console.error(`Importing ${files.length} ${files.length === 1 ? "file" : "files"} …`);
  const ctx: Context = await contextOf("import", ["portal.manage"]);
  const report = await importHistory(ctx, { source, plan: plan(files), files: files.length, isDryRun });
  console.log(isJson ? JSON.stringify(report, null, 2) : reportLines(report).join("\n"));
  return report.skipped.length > 0 ? 3 : 0;
}

function isAddress(source: string): boolean {
  return /^https?:\/\//.test(source);
}

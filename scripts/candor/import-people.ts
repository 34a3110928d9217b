import type { Command } from "commander";
import { readFolder } from "#lib/importers/history/sources/folder";
import { importPeople, type PeopleReport } from "#lib/importers/statuspage/commands/import-people";
import { contextOf } from "./portal.ts";

interface Wish {
  dryRun?: boolean;
  json?: boolean;
  consent?: string;
}

export function addPeopleImport(imports: Command): void {
  imports
    .command("statuspage-people")
    .argument("<folder>", "a folder with lists of the manage API as .json files: subscribers, page-access users, page-access groups")
    .option("--consent <words>", "where and when these people agreed to get mails; without it each is asked by mail first")
    .option("--dry-run", "say what would be done, and do nothing")
    .option("--json", "print the whole report as JSON")
    .description("page-access groups as customers, their users as members, and subscribers of an Atlassian Statuspage")
    .action(async (folder: string, options: Wish) => {
      process.exitCode = await importFromFolder(folder, options);
    });
}

async function importFromFolder(folder: string, { dryRun = false, json = false, consent = "" }: Wish): Promise<number> {
  const files = readFolder(folder, [".json"]);
  const ctx = await contextOf("import statuspage-people", ["portal.manage", "customers.manage", "customers.import", "subscribers.manage"]);
  const report = await importPeople(ctx, { files, consent, isDryRun: dryRun });
  console.log(json ? JSON.stringify(report, null, 2) : linesOf(report).join("\n"));
  return report.skipped.length > 0 ? 3 : 0;
}

function linesOf({ isDryRun, files, tallies, skipped }: PeopleReport): string[] {
  const { components, ...kinds } = tallies;
  const row = (cells: string[]) => `  ${(cells[0] ?? "").padEnd(13)}${cells.slice(1).map((cell) => cell.padStart(11)).join("")}`;
  return [
    `${isDryRun ? "Would be imported" : "Imported"} (${files} ${files === 1 ? "file" : "files"})`,
    "",
    row(["", "new", "changed", "unchanged"]),
    ...Object.entries(kinds).map(([kind, { create, change, same }]) => row([kind, String(create), String(change), String(same)])),
    `  ${components.linked} components were added to what customers use.`,
    ...(skipped.length === 0 ? [] : ["", `Skipped (${skipped.length})`, ...skipped.map(({ file, item, reason }) => `  ${[file, item].filter((part) => part !== null).join(" · ")}: ${reason}`)]),
    "",
    isDryRun ? "Nothing was written: this was a dry run." : "Done. New members are invited by mail; new subscribers are asked by mail unless --consent was given.",
  ];
}

import { Command, CommanderError } from "commander";
import { isFailure } from "#lib/core/failure";
import { addComponents, addCustomers, addOperations, addReaders } from "./candor/catalog.ts";
import { addIncidents } from "./candor/incidents.ts";
import { addMaintenance } from "./candor/maintenance.ts";
import { addMcp } from "./candor/mcp.ts";
import { migrateEngine } from "./candor/migrate-engine.ts";
import { printVapidKeys } from "./candor/vapid.ts";
import { closePortal, createAdmin, migrateNow, printSetupLink } from "./candor/portal.ts";
import { receiveBounce } from "./candor/bounce.ts";
import { addExport } from "./candor/export.ts";
import { addImports } from "./candor/imports.ts";
import { addStatements } from "./candor/statements.ts";

// 0 done · 1 could not be done · 2 not understood · 3 done, but something in the files had to be left out
const program = new Command("candor").description("Commands for whoever runs a Candor portal.").exitOverride().showHelpAfterError();

program.command("migrate").description("bring the database to this version").action(migrateNow);
program.command("vapid").description("print a pair of keys by which browsers can be told").action(printVapidKeys);
program.command("setup-link").description("print a link by which an empty portal gets its first admin").action(printSetupLink);
program
  .command("create-admin")
  .argument("<email>", "the person's address")
  .option("--name <name>", "how they are called")
  .description("make somebody an admin; they sign in by a link sent to this address")
  .action(createAdmin);

program
  .command("migrate-engine")
  .requiredOption("--to <url>", "an empty database: postgres://user:password@host/database, or file:PATH for SQLite")
  .option("--dry-run", "look at both databases, count, and change nothing")
  .option("--ignore-connections", "others who are connected to PostgreSQL are none of the portal's")
  .description("move a stopped portal from SQLite to PostgreSQL or back, every row compared; the old database stays as it is")
  .action((options: { to: string; dryRun?: boolean; ignoreConnections?: boolean }) => migrateEngine({ to: options.to, isRehearsal: options.dryRun === true, ignoresConnections: options.ignoreConnections === true }));

program
  .command("bounce")
  .description("read a mail that came back (a delivery status notification or an abuse report) from standard input")
  .action(receiveBounce);

addImports(program);
addExport(program);
addStatements(program);

for (const add of [addIncidents, addMaintenance, addComponents, addCustomers, addReaders, addOperations, addMcp]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
} finally {
  await closePortal();
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(isFailure(error) ? error.sentence : error);
  return 1;
}

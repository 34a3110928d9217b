import { once } from "node:events";
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { databaseUrl } from "#db/connection";
import { exportDatabase } from "#db/export";
import { importDatabase } from "#db/import";
import { Failure } from "#lib/core/failure";
import { now } from "#lib/platform/clock";
import { prepareSchema } from "./portal.ts";

export function addExport(program: Command): void {
  program
    .command("export")
    .requiredOption("--out <file>", "where to write it; - for standard output")
    .description("write everything as lines of JSON, while the portal runs; `candor import candor` fills an empty portal of either engine from it")
    .action(({ out }: { out: string }) => exportTo(out));
}

export function addCandorImport(imports: Command): void {
  imports
    .command("candor")
    .argument("<file>", "what `candor export` wrote")
    .option("--dry-run", "read the file and look at the database, and change nothing")
    .option("--json", "print the rows of each table as JSON")
    .description("fill an empty portal from an export; the same file again changes nothing")
    .action((file: string, options: { dryRun?: boolean; json?: boolean }) => importFrom(file, options));
}

// Whoever reads the file can read everything: it is its owner's alone, and has its name only when it is whole.
async function exportTo(out: string): Promise<void> {
  await prepareSchema();
  const part = `${out}.part`;
  const stream = out === "-" ? process.stdout : createWriteStream(part, { mode: 0o600 });
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, "drain");
  };
  try {
    const rows = await exportDatabase({ from: databaseUrl(), now: now(), write });
    if (out !== "-") {
      stream.end();
      await once(stream, "finish");
      sync(part);
      renameSync(part, out);
    }
    console.error(`${sum(rows)} rows of ${Object.keys(rows).length} tables were written${out === "-" ? "" : ` to ${out}. Keep it like a password, with the AUTH_SECRET of this portal`}.`);
  } catch (error) {
    if (out !== "-") rmSync(part, { force: true });
    throw error;
  }
}

function sync(file: string): void {
  const handle = openSync(file, "r");
  fsyncSync(handle);
  closeSync(handle);
}

async function importFrom(file: string, { dryRun = false, json = false }: { dryRun?: boolean; json?: boolean }): Promise<void> {
  await prepareSchema();
  const lines = () => createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
  const { rows, isKnown } = await importDatabase({ to: databaseUrl(), lines, isDryRun: dryRun }).catch((error: unknown) => {
    throw error instanceof Error && "code" in error && error.code === "ENOENT" ? new Failure("not_found", `There is no file ${file}.`) : error;
  });
  console.log(json ? JSON.stringify({ rows, isKnown, isDryRun: dryRun }, null, 2) : sentenceOf({ count: sum(rows), isKnown, isDryRun: dryRun }));
}

function sentenceOf({ count, isKnown, isDryRun }: { count: number; isKnown: boolean; isDryRun: boolean }): string {
  if (isKnown) return "Everything of it is here already: nothing was written.";
  if (isDryRun) return `${count} rows would be written. Nothing was changed.`;
  return `${count} rows were written. Set AUTH_SECRET to that of the portal it came from: links in mails and the sealed addresses of channels go by it.`;
}

function sum(rows: Record<string, number>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { Failure } from "#lib/core/failure";
import { retireKeys } from "#lib/reports/commands/keys";
import { exportLatest } from "#lib/reports/queries/export";
import { listPublicKeys } from "#lib/reports/queries/files";
import { StatementFile } from "#lib/reports/rules/seal";
import { type Presented, verifyStatement } from "#lib/reports/rules/verify";
import { contextOf } from "./portal.ts";

export function addStatements(program: Command): void {
  program
    .command("verify")
    .argument("<statement>", "a file NAME.statement.json; NAME.evidence.json, NAME.csv and NAME.chain.json beside it are checked with it")
    .option("--evidence <file>", "its evidence, where it is called otherwise")
    .option("--csv <file>", "its CSV file")
    .option("--chain <file>", "the chain of the customer's statements")
    .option("--key <key>", "the portal's public key, from where you trust it to come: a file, or the key itself")
    .description("check a statement's signature and chain, and compute every figure again from its evidence; needs no portal")
    .action(verify);

  const statements = program.command("statements").description("released statements of customers");
  statements
    .command("export")
    .requiredOption("--out <folder>", "where to write them")
    .option("--latest", "of each customer the last one")
    .option("--customer <slug>", "of this customer only")
    .description("write statement, PDF, CSV, evidence and chain")
    .action(exportTo);
  statements.command("keys").description("print the public keys that statements are signed with").action(printKeys);
  statements.command("new-key").description("sign with another key from now on; what was signed stays true").action(renewKey);
}

interface VerifyOptions {
  evidence?: string;
  csv?: string;
  chain?: string;
  key?: string;
}

async function verify(file: string, options: VerifyOptions): Promise<void> {
  const stem = file.replace(/\.statement\.json$/, "");
  const beside = (given: string | undefined, ending: string) => given ?? (stem !== file && existsSync(`${stem}${ending}`) ? `${stem}${ending}` : undefined);
  const text = (name: string | undefined) => (name === undefined ? undefined : readText(name));
  const presented = dropUndefined({ statement: readText(file), evidence: text(beside(options.evidence, ".evidence.json")), csv: text(beside(options.csv, ".csv")), chain: text(beside(options.chain, ".chain.json")), publicKey: keyOf(options.key) });
  const verdicts = await verifyStatement(presented);
  for (const { isPassed, sentence } of verdicts) console.log(`${isPassed ? "ok    " : "FAILED"} ${sentence}`);
  for (const missing of (["evidence", "csv", "chain"] as const).filter((name) => presented[name] === undefined)) console.log(`       not checked: ${missing} (no such file was given)`);
  if (presented.publicKey === undefined && verdicts.every(({ isPassed }) => isPassed)) console.log(`       Compare the key with the one that the portal publishes: ${keyAddress(presented.statement)}`);
  if (!verdicts.every(({ isPassed }) => isPassed)) throw new Failure("invalid", "This statement is not proved.");
}

function dropUndefined(given: { statement: string } & { [Name in keyof Presented]?: string | undefined }): Presented {
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined)) as unknown as Presented;
}

function readText(file: string): string {
  if (!existsSync(file)) throw new Failure("not_found", `There is no file ${file}.`);
  return readFileSync(file, "utf8");
}

function keyOf(given: string | undefined): string | undefined {
  return given !== undefined && existsSync(given) ? readFileSync(given, "utf8").trim() : given;
}

function keyAddress(statement: string): string {
  const { document, publicKey } = StatementFile.parse(JSON.parse(statement));
  return `${document.portal.url}/statements/keys.json (this one is ${publicKey})`;
}

async function exportTo({ out, customer }: { out: string; customer?: string }): Promise<void> {
  const ctx = await contextOf("statements export", ["console.read"]);
  mkdirSync(out, { recursive: true });
  let count = 0;
  for await (const { name, ...files } of exportLatest(ctx, { slug: customer })) {
    const write = (ending: string, content: string | Buffer) => writeFileSync(path.join(out, `${name}${ending}`), content, { mode: 0o600 });
    write(".statement.json", files.statement);
    write(".evidence.json", files.evidence);
    write(".csv", files.csv);
    write(".chain.json", files.chain);
    write(".pdf", files.pdf);
    console.log(path.join(out, `${name}.statement.json`));
    count += 1;
  }
  if (count === 0) throw new Failure("not_found", customer === undefined ? "No statement was released yet." : `There is no released statement of a customer ${customer}.`);
}

async function printKeys(): Promise<void> {
  const ctx = await contextOf("statements keys", ["console.read"]);
  const keys = await listPublicKeys(ctx.read);
  for (const { id, publicKey, retiredAt } of keys) console.log(`${id}  ${publicKey}${retiredAt === null ? "" : "  (signs no more)"}`);
  if (keys.length === 0) console.log("No key was needed yet: the first release makes one.");
}

async function renewKey(): Promise<void> {
  await retireKeys(await contextOf("statements new-key", ["portal.manage"]));
  console.log("The next release is signed with a new key. Earlier public keys stay published.");
}

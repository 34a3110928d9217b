import { globSync, readFileSync } from "node:fs";
import { matchesGlob } from "node:path";
import ts from "typescript-api";
import * as schema from "#db/schema/index";

const files = ["lib/*/commands.ts", "lib/*/commands/*.ts", "lib/importers/*/commands/*.ts", "lib/*/jobs.ts", "lib/*/jobs/*.ts"];
const isOfCommands = (path: string) => files.some((pattern) => matchesGlob(path, pattern));
const writes = /\.(?:insert|update|delete)\(\s*(\w+)/g;

/** Every command and job there is, as `incidents.postUpdate`. What takes a transaction (or only reads) is a part of one. */
export function listCommands(): string[] {
  return sourcesOf(files).flatMap((source) => source.statements.flatMap(exportedFunctions).filter(isCommand).map(({ name }) => `${moduleOf(source.fileName)}.${name}`));
}

/** Every action that something records, as the sources name them. */
export function listActions(): string[] {
  const texts = sourcesOf([...files, "db/seed/**/*.ts", "lib/*/*.ts"]).map((source) => source.text);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/"([a-z]+\.[a-z_]+)"/g)].flatMap(([, action = ""]) => action)))].sort();
}

/** Which tables are written to outside of commands and jobs, by file. */
export function listOtherWrites(): Record<string, string[]> {
  const sources = sourcesOf(["lib/**/*.ts", "app/**/*.{ts,tsx}", "db/**/*.ts", "scripts/*.ts", "*.ts"]).filter(({ fileName }) => !fileName.startsWith("lib/testing/") && !isOfCommands(fileName));
  const written = sources.map(({ fileName, text }) => [fileName, [...new Set(Array.from(text.matchAll(writes), ([, table = ""]) => table).filter((table) => table in schema))].sort()] as const);
  return Object.fromEntries(written.filter(([, tables]) => tables.length > 0));
}

function sourcesOf(patterns: string[]): ts.SourceFile[] {
  // The worker's own list of jobs is none.
  const paths = globSync(patterns).filter((path) => !path.includes(".test.") && path !== "lib/worker/jobs.ts");
  return [...new Set(paths)].sort().map((path) => ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true));
}

function exportedFunctions(statement: ts.Statement): { name: string; node: ts.SignatureDeclaration }[] {
  if (!(ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword))) return [];
  if (ts.isFunctionDeclaration(statement)) return [{ name: statement.name?.text ?? "", node: statement }];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) ? [{ name: name.getText(), node: initializer }] : []));
}

function isCommand({ node }: { node: ts.SignatureDeclaration }): boolean {
  const first = node.parameters[0]?.type?.getText() ?? "";
  const isAsync = (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((each) => each.kind === ts.SyntaxKind.AsyncKeyword)) || node.type?.getText().startsWith("Promise<");
  return first === "Context" || first === "Db" || (isAsync === true && first !== "Tx" && first !== "ReadDb");
}

function moduleOf(path: string): string {
  return path.split("/")[path.startsWith("lib/importers/") ? 2 : 1] ?? "";
}

import Database from "better-sqlite3";
import pg from "pg";
import { sql } from "drizzle-orm";
import { type Db, openDb } from "../../db/open.ts";
import { isPostgres } from "../platform/env.ts";

export interface Statement {
  text: string;
  params: unknown[];
}

/** Every statement that `work` sends to the database at this address, once each, on a handle of its own; but those that ask for nothing. */
export async function recordStatements(url: string, work: (db: Db) => Promise<unknown>): Promise<Statement[]> {
  const seen = new Map<string, Statement>();
  const stop = isPostgres ? listenToPostgres(seen) : listenToSqlite(seen);
  const db = openDb(url);
  try {
    await work(db);
  } finally {
    stop();
    await db.close();
  }
  return [...seen.values()].filter(({ text }) => /^\s*(select|with)\b/i.test(text) && !/where \(?false\b/.test(text));
}

type Prepare = (this: Database.Database, text: string) => Database.Statement;

// A handle prepares each text once and keeps it, so a new handle prepares all it sends.
function listenToSqlite(seen: Map<string, Statement>): () => void {
  const prototype: { prepare: Prepare } = Database.prototype;
  const original = prototype.prepare;
  prototype.prepare = function (text) {
    seen.set(text, { text, params: [] });
    return original.call(this, text);
  };
  return () => {
    prototype.prepare = original;
  };
}

type Query = (this: pg.Client, config: unknown, values?: unknown, callback?: unknown) => unknown;

function listenToPostgres(seen: Map<string, Statement>): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (config, values, callback) {
    const asked = typeof config === "string" ? { text: config } : (config as { text: string; values?: unknown[] });
    const params = Array.isArray(values) ? values : ("values" in asked ? (asked.values ?? []) : []);
    if (!seen.has(asked.text)) seen.set(asked.text, { text: asked.text, params });
    return original.call(this, config, values, callback);
  };
  return () => {
    prototype.query = original;
  };
}

/** What is wrong with how a statement is answered: a table read whole, or a sort of more than a page asks for. */
export interface PlanFault {
  kind: "scan" | "sort";
  table: string;
}

/** Reads the engine's own plan of a statement. Statistics must be there: PostgreSQL reads what it believes small as a whole. */
export async function faultsOf(db: Db, statement: Statement): Promise<PlanFault[]> {
  return isPostgres ? postgresFaults(await explainPostgres(db, statement), await listLarge(db)) : sqliteFaults(await explainSqlite(db, statement), statement);
}

async function explainSqlite(db: Db, { text }: Statement): Promise<string[]> {
  const parts = text.split("?").map((part) => sql.raw(part));
  const rows = await db.read.rows<{ detail: string }>(sql`explain query plan ${sql.join(parts, sql`${"any"}`)}`);
  return rows.map((row) => row.detail);
}

// A walk along an index is no scan where a limit ends it. A sort is of a page only where the rows are looked up by their ids.
function sqliteFaults(plan: string[], { text }: Statement): PlanFault[] {
  const isLimited = /\blimit\b/i.test(text);
  const tables = aliases(text);
  const scans = plan.flatMap((line) => {
    const [, name = "", rest = ""] = /^SCAN (\S+)(.*)$/.exec(line) ?? [];
    const isWalk = /USING (COVERING )?INDEX/.test(rest) && isLimited;
    return name === "" || isWalk || /VIRTUAL TABLE/.test(rest) ? [] : [{ kind: "scan" as const, table: named(tables, name) }];
  });
  const isCut = /\blimit \?\)?( as branch_\d+)?\s*$/i.test(text);
  const isSorted = plan.some((line) => line.startsWith("USE TEMP B-TREE FOR") && line.includes("ORDER BY"));
  const driving = plan.find((line) => /^(SEARCH|SCAN) /.test(line)) ?? "";
  const isLookedUp = /sqlite_autoindex_\w+ \((id|\w+_id)=\?\)|INTEGER PRIMARY KEY \(rowid=\?\)/.test(driving);
  const sorts = isSorted && isCut && !isLookedUp ? [{ kind: "sort" as const, table: named(tables, driving.split(" ")[1] ?? "") }] : [];
  return [...scans, ...sorts];
}

function named(tables: ReadonlyMap<string, string>, name: string): string {
  return tables.get(name) ?? name;
}

function aliases(text: string): Map<string, string> {
  return new Map([...text.matchAll(/(?:from|join) "?(\w+)"? (?:as )?"?(\w+)"?/gi)].map((match) => [match[2] ?? "", match[1] ?? ""]));
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  "Plan Rows": number;
  Plans?: PlanNode[];
}

/** What a page holds, many times over: a sort of more than that grows with the table. */
const sortedAtMost = 1_500;

async function explainPostgres(db: Db, { text, params }: Statement): Promise<PlanNode> {
  const parts = text.split(/\$(\d+)/);
  const bound = sql.join(parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${params[Number(part) - 1]}`)));
  // A look-up costs what it does on a disk without arms; the default would read a table of a few pages whole rather than look up fifty rows.
  const [row] = await db.write(async (tx) => {
    await tx.rows(sql`set local random_page_cost = 1.1`);
    return tx.rows<{ "QUERY PLAN": { Plan: PlanNode }[] }>(sql`explain (format json) ${bound}`);
  });
  const plan = row?.["QUERY PLAN"][0]?.Plan;
  if (!plan) throw new Error(`There is no plan of ${text}`);
  return plan;
}

/** PostgreSQL reads a thousand rows whole sooner than it looks up fifty of them. SQLite shows that there is an index for those too. */
const readWholeAtMost = 1_200;

async function listLarge(db: Db): Promise<Set<string>> {
  const rows = await db.read.rows<{ name: string }>(sql`select relname as name from pg_class where relkind = 'r' and reltuples > ${readWholeAtMost}`);
  return new Set(rows.map((row) => row.name));
}

function postgresFaults(node: PlanNode, large: ReadonlySet<string>): PlanFault[] {
  const own: PlanFault[] = [];
  const table = node["Relation Name"] ?? "?";
  if (node["Node Type"] === "Seq Scan" && large.has(table)) own.push({ kind: "scan", table });
  if (node["Node Type"].endsWith("Sort") && node["Node Type"] !== "Incremental Sort" && (node.Plans?.[0]?.["Plan Rows"] ?? 0) > sortedAtMost) own.push({ kind: "sort", table: relationOf(node) });
  return [...own, ...(node.Plans ?? []).flatMap((part) => postgresFaults(part, large))];
}

function relationOf(node: PlanNode): string {
  return node["Relation Name"] ?? (node.Plans?.[0] ? relationOf(node.Plans[0]) : "?");
}

// The oldest versions without a known hole, and the exact pinning that keeps them: `npm audit` has nobody to ask here.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const tree = path.resolve(process.argv[2] ?? ".");

// package, oldest version allowed, why.
const minimums = [
  ["next", "16.4.5", "authorisation bypasses and cache leaks fixed through 2026-11"],
  ["next-auth", "5.0.0-beta.32", "sign-in fixes of July 2026"],
  ["@auth/core", "0.41.3", "sign-in fixes of July 2026"],
  ["drizzle-orm", "0.45.2", "SQL injection through identifiers"],
  ["nodemailer", "9.0.1", "header injection and address parsing"],
  ["better-sqlite3", "13.2.0", "carries SQLite 3.54"],
  ["react", "19.3.1", "server rendering fixes of 2026"],
  ["undici", "8.12.4", "request smuggling"],
];
const oldestSqlite = "3.51.3";

const problems = [...minimums.flatMap(tooOld), ...notExact(), ...sqliteTooOld()];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function tooOld([name, minimum, why]) {
  const found = installed(name);
  if (found === null) return [`minimum-version: ${name} is not installed`];
  return compare(found, minimum) < 0 ? [`minimum-version: ${name} ${found} is older than ${minimum}: ${why}`] : [];
}

function installed(name) {
  try {
    return JSON.parse(readFileSync(path.join(tree, "node_modules", name, "package.json"), "utf8")).version;
  } catch {
    return null;
  }
}

function notExact() {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path.join(tree, "package.json"), "utf8"));
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `exact-version: ${name} is "${version}": pin one version`);
}

function sqliteTooOld() {
  try {
    const Database = createRequire(path.join(tree, "package.json"))("better-sqlite3");
    const found = new Database(":memory:").prepare("select sqlite_version()").pluck().get();
    return compare(found, oldestSqlite) < 0 ? [`minimum-version: SQLite ${found} is older than ${oldestSqlite}: WAL reset can corrupt a database`] : [];
  } catch (error) {
    return [`minimum-version: SQLite does not load: ${error.message}`];
  }
}

/** Numbers one by one; a pre-release comes before its release. */
function compare(left, right) {
  const [a, b] = [left, right].map((text) => text.replace("-", ".-1.").split(".").map((part) => (/^-?\d+$/.test(part) ? Number(part) : 0)));
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

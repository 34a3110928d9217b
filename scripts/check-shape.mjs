// What the import directions cannot say: names of files, and what a file of a kind must or must not contain. For this tree or the one named.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript-api";
import { commandProblems } from "./shape/commands.mjs";
import { sourceProblems } from "./shape/sources.mjs";
import { vocabularyProblems } from "./shape/vocabulary.mjs";

const tree = process.argv[2] ?? ".";
const folders = ["app", "components", "db", "emails", "lib", "e2e", "bench"];
const rootFiles = ["server.ts", "proxy.ts", "instrumentation.ts"];

function filesOf(folder) {
  if (!existsSync(path.join(tree, folder))) return [];
  return readdirSync(path.join(tree, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}

const files = [...folders.flatMap(filesOf), ...rootFiles.filter((file) => existsSync(path.join(tree, file)))];
const problems = files.flatMap((file) => {
  const names = vocabularyProblems(file);
  if (!/\.tsx?$/.test(file)) return names;
  const source = ts.createSourceFile(file, readFileSync(path.join(tree, file), "utf8"), ts.ScriptTarget.Latest, true);
  return [...names, ...sourceProblems(source), ...commandProblems(source)];
});

for (const problem of problems) console.error(problem);
if (files.length === 0) console.error("shape: no file was read");
process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1;

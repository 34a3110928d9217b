import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../../core/failure.ts";
import type { SourceFile } from "../rules/collect.ts";

const maxBytes = 64 * 1024 * 1024;

/** Every `.json` file below a folder, or one file, by name in one order on every machine. */
export function readFolder(path: string): SourceFile[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Failure("not_found", `There is no folder or file ${path}.`);
  const names = stat.isDirectory() ? namesBelow(path) : [""];
  if (names.length === 0) throw new Failure("not_found", `There is no .json file in ${path}.`);
  return names.map((name) => ({ name: name || path, text: readText(join(path, name)) }));
}

function namesBelow(path: string): string[] {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith(".json")).map((entry) => join(entry.parentPath, entry.name).slice(join(path, "/").length));
  return files.toSorted((a, b) => (a < b ? -1 : 1));
}

function readText(file: string): string {
  if (statSync(file).size > maxBytes) throw new Failure("too_large", `${file} is larger than 64 MB; an answer of Statuspage's API never is.`);
  return readFileSync(file, "utf8");
}

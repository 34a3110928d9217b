import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../../core/failure.ts";
import type { SourceFile } from "../rules/planned.ts";

const maxBytes = 64 * 1024 * 1024;

/** Every file below a folder whose name ends so, or one file, by name in one order on every machine. */
export function readFolder(path: string, endings: readonly string[]): SourceFile[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Failure("not_found", `There is no folder or file ${path}.`);
  const names = stat.isDirectory() ? namesBelow(path, endings) : [""];
  if (names.length === 0) throw new Failure("not_found", `There is no ${endings.join(" or ")} file in ${path}.`);
  return names.map((name) => ({ name: name || path, text: readText(join(path, name)) }));
}

function namesBelow(path: string, endings: readonly string[]): string[] {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.toLowerCase().endsWith(ending))).map((entry) => join(entry.parentPath, entry.name).slice(join(path, "/").length));
  return files.toSorted((a, b) => (a < b ? -1 : 1));
}

function readText(file: string): string {
  if (statSync(file).size > maxBytes) throw new Failure("too_large", `${file} is larger than 64 MB; nothing that is imported is.`);
  return readFileSync(file, "utf8");
}

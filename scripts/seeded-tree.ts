import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Tree {
  folder: string;
  remove(): void;
}

const manifest = {
  type: "module",
  imports: { "#lib/*": "./lib/*.ts", "#db/*": "./db/*.ts", "#emails/*": "./emails/*.tsx", "#components/*": "./components/*.tsx" },
};

/** A small copy of the repository's layout with the given files, to show that a check fires in it. */
export function seedTree(files: Record<string, string>): Tree {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-check-"));
  const all = { "package.json": JSON.stringify(manifest), ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function runCheck(script: string, folder: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`, folder], { encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

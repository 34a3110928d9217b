import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runCheck, seedTree } from "./seeded-tree.ts";

const minimums = ["next", "next-auth", "@auth/core", "drizzle-orm", "nodemailer", "react", "undici"];

// The real packages' manifests, one of them altered.
function check(changes: Record<string, string>, dependencies = {}) {
  const tree = seedTree({ "package.json": JSON.stringify({ dependencies }) });
  rmSync(path.join(tree.folder, "node_modules"));
  for (const name of minimums) {
    const file = path.join(tree.folder, "node_modules", name, "package.json");
    mkdirSync(path.dirname(file), { recursive: true });
    if (changes[name]) writeFileSync(file, JSON.stringify({ version: changes[name] }));
    else cpSync(path.join("node_modules", name, "package.json"), file);
  }
  for (const name of ["better-sqlite3"]) symlinkSync(path.resolve("node_modules", name), path.join(tree.folder, "node_modules", name));
  const result = runCheck("check-versions.mjs", tree.folder);
  tree.remove();
  return result;
}

test("what is installed is new enough", () => expect(check({})).toEqual({ status: 0, output: "" }));

test.each([
  ["next", "16.4.4"],
  ["next-auth", "5.0.0-beta.31"],
  ["@auth/core", "0.41.2"],
  ["drizzle-orm", "0.45.1"],
  ["nodemailer", "8.9.9"],
  ["next", "16.4.5-canary.3"],
])("%s %s is refused", (name, version) => {
  const { status, output } = check({ [name]: version });
  expect(status).toBe(1);
  expect(output).toContain(`minimum-version: ${name} ${version} is older than`);
});

test("a later release of a pre-release is accepted", () => expect(check({ "next-auth": "5.0.0" }).status).toBe(0));

test("a range instead of a version is refused", () => {
  expect(check({}, { zod: "^4.0.0" }).output).toContain('exact-version: zod is "^4.0.0"');
});

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { seedTree } from "./seeded-tree.ts";

const program = 'import { createElement } from "react"; import { renderToStaticMarkup } from "react-dom/server"; import Note from "#emails/note"; console.log(renderToStaticMarkup(createElement(Note, { name: "Anna" })));';

test("plain Node imports a mail template once the hook is there, and not without", () => {
  const tree = seedTree({ "emails/note.tsx": "export default function Note({ name }: { name: string }) { return <p>Hello {name}</p>; }" });
  const run = (hook: string[]) => spawnSync(process.execPath, [...hook, "--input-type=module", "-e", program], { cwd: tree.folder, encoding: "utf8" });
  expect(run(["--import", `${process.cwd()}/scripts/tsx-hook.mjs`]).stdout).toBe("<p>Hello Anna</p>\n");
  expect(run([]).stderr).toContain("ERR_UNKNOWN_FILE_EXTENSION");
  tree.remove();
});

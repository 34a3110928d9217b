import { afterAll, expect, test } from "vitest";
import { runCheck, seedTree } from "./seeded-tree.ts";

const lawful = {
  "lib/incidents/README.md": "# Incidents",
  "lib/incidents/terms.ts": "export const a = 1;",
  "lib/incidents/queries/open.ts": "export const b = 1;",
  "lib/incidents/commands.ts": "export async function post(ctx: C) { requirePermission(ctx, 1); await write(ctx); }\nasync function write(ctx: C) { await record(ctx); }",
  "lib/incidents/commands/close.ts": "// no record: closing a draft leaves nothing to tell\nexport const close = (ctx: C) => requirePermission(ctx, 1);",
  "lib/incidents/commands.resolve.db.test.ts": "test('x', () => { new Date(); });",
  "lib/delivery/channels/email.ts": "export const at = new Date(5);",
  "lib/platform/clock.ts": "export const now = () => Date.now();",
  "lib/platform/env.ts": "export const env = process.env;",
  "lib/core/markdown.ts": "export const text = 'process.env and Date.now() in words';",
  "components/clock.tsx": '"use client";\nexport const now = () => Date.now();',
  "components/ui/prose.tsx": "export const Prose = ({ html }: P) => <div dangerouslySetInnerHTML={{ __html: html }} />;",
  "db/schema/index.ts": 'export * from "./incidents.ts";',
};

const violations: [rule: string, file: string, text: string][] = [
  ["vague-name", "lib/core/utils.ts", "export const a = 1;"],
  ["vague-name", "components/index.ts", "export const a = 1;"],
  ["vocabulary", "lib/incidents/timeline.ts", "export const a = 1;"],
  ["vocabulary", "lib/incidents/stuff/a.ts", "export const a = 1;"],
  ["vocabulary", "lib/audit/gates.ts", "export const a = 1;"],
  ["no-server-actions", "app/actions.ts", '"use server";\nexport const a = 1;'],
  ["no-server-actions", "app/(console)/page.tsx", 'export async function save() { "use server"; }'],
  ["environment", "lib/platform/mailer.ts", "export const key = process.env.RESEND_API_KEY;"],
  ["environment", "lib/platform/keys.ts", "const { env } = process; export const key = env;"],
  ["environment", "lib/platform/more.ts", 'import { env } from "node:process"; export const key = env;'],
  ["clock", "lib/status/queries.ts", "export const at = Date.now();"],
  ["clock", "lib/status/rules.ts", "export const at = new Date();"],
  ["clock", "components/age.tsx", "export const at = Date.now;"],
  ["no-inline-style", "components/bar.tsx", 'export const Bar = () => <i style={{ color: "red" }} />;'],
  ["raw-html", "app/page.tsx", 'export default () => <i dangerouslySetInnerHTML={{ __html: "x" }} />;'],
  ["documents-are-static", "app/(public)/history/filter.tsx", '"use client";\nexport const a = 1;'],
  ["no-silent-tests", "lib/status/rules.test.ts", "test.skip('later', () => {});"],
  ["no-silent-tests", "e2e/journey.spec.ts", "test.describe.only('now', () => {});"],
  ["command-duties", "lib/catalog/commands.ts", "export async function add(ctx: C) { await record(ctx); }"],
  ["command-duties", "lib/catalog/commands/remove.ts", "export const remove = async (ctx: C) => requirePermission(ctx, 1);"],
];

const broken = seedTree(Object.fromEntries(violations.map(([, file, text]) => [file, text])));
const kept = seedTree(lawful);
const report = runCheck("check-shape.mjs", broken.folder);

afterAll(() => [broken, kept].forEach((tree) => tree.remove()));

test("a tree in good shape passes", () => {
  expect(runCheck("check-shape.mjs", kept.folder)).toEqual({ status: 0, output: "" });
});

test.each(violations)("%s fires on %s", (rule, file) => {
  expect(report.status).toBe(1);
  expect(report.output.split("\n").filter((line) => line.startsWith(`${rule}: ${file}`)), report.output).not.toEqual([]);
});

test("nothing else is reported", () => {
  expect(report.output.trim().split("\n")).toHaveLength(violations.length);
});

test("an empty tree does not pass for a clean one", () => {
  const empty = seedTree({});
  expect(runCheck("check-shape.mjs", empty.folder).status).toBe(1);
  empty.remove();
});

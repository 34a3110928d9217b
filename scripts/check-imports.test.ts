import { createRequire } from "node:module";
import { afterAll, expect, test } from "vitest";
import { runCheck, seedTree } from "./seeded-tree.ts";

const require = createRequire(import.meta.url);
const rules = [".dependency-cruiser.cjs", ".dependency-cruiser.modules.cjs"].flatMap((config) =>
  (require(`../${config}`) as { forbidden: { name: string }[] }).forbidden.map(({ name }) => name),
);

const lawful = {
  "lib/core/ids.ts": "export const id = 1;",
  "lib/platform/env.ts": "export const env = {};",
  "lib/platform/log.ts": 'import "./env.ts"; export const log = 1;',
  "lib/incidents/terms.ts": "export const states = [] as const;",
  "lib/incidents/rules.ts": 'import { states } from "./terms.ts"; export const rule = states;',
  "lib/incidents/queries.ts": 'import type { Db } from "#db/open"; import { incidents } from "#db/schema/incidents"; export const query = (db: Db) => [db, incidents];',
  "lib/incidents/commands.ts": 'import { rule } from "./rules.ts"; export const command = rule;',
  "lib/delivery/terms.ts": "export const channels = [] as const;",
  "lib/delivery/commands.ts": "export const replay = 1;",
  "lib/delivery/channels/email.ts": 'import Note from "#emails/note"; export const send = Note;',
  "lib/delivery/jobs.ts": 'import { send } from "./channels/email.ts"; export const job = send;',
  "lib/worker/main.ts": 'import { job } from "#lib/delivery/jobs"; import { getDb } from "#db/connection"; export const worker = [job, getDb];',
  "lib/testing/cast.ts": 'import { getDb } from "#db/connection"; export const cast = getDb;',
  "db/kit.ts": 'import { env } from "#lib/platform/env"; export const kit = env;',
  "db/schema/incidents.ts": 'import { states } from "#lib/incidents/terms"; import { kit } from "../kit.ts"; export const incidents = [states, kit];',
  "db/open.ts": "export interface Db { read: unknown } export const openDb = 1;",
  "db/connection.ts": 'import { openDb } from "./open.ts"; export const getDb = openDb;',
  "components/card.tsx": 'import { states } from "#lib/incidents/terms"; export const Card = () => states;',
  "emails/note.tsx": "export default function Note() { return null; }",
  "app/page.tsx": 'import { Card } from "#components/card"; import { query } from "#lib/incidents/queries"; export default [Card, query];',
};

// The file that breaks each rule, and how. Type imports count like any other.
const violations: Record<string, Record<string, string>> = {
  "no-cycles": { "lib/core/a.ts": 'import "./b.ts";', "lib/core/b.ts": 'import "./a.ts";' },
  "rules-stay-pure": { "lib/incidents/rules/impact.ts": 'import "node:fs";' },
  "core-knows-nothing": { "lib/core/zone.ts": 'import "#lib/platform/env";' },
  "platform-knows-no-module": { "lib/platform/mailer.ts": 'import "#lib/incidents/terms";' },
  "sql-only-in-modules": { "lib/serving/store.ts": 'import type { incidents } from "#db/schema/incidents"; export type X = typeof incidents;' },
  "db-is-the-floor": { "db/sqlite.ts": 'import "#lib/incidents/queries";' },
  "components-never-fetch": { "components/list.tsx": 'import "#lib/incidents/queries";' },
  "emails-are-templates": { "emails/digest.tsx": 'import "#lib/platform/log";' },
  "lib-never-imports-ui": { "lib/status/queries/view.ts": 'import "#components/card";' },
  "delivery-renders-mails-only": { "lib/delivery/channels/chat.ts": 'import "#components/card";' },
  "http-only-in-app": { "lib/status/queries/visitor.ts": 'import "next/headers";' },
  "modules-by-the-front-door": { "lib/status/queries/mail.ts": 'import "#lib/delivery/channels/email";' },
  "jobs-only-from-the-worker": { "lib/status/commands/refresh.ts": 'import "#lib/delivery/jobs";' },
  "commands-do-not-call-delivery": { "lib/incidents/commands/send.ts": 'import "#lib/delivery/commands";' },
  "one-database-handle": { "lib/status/queries/raw.ts": 'import "#db/connection";' },
  "types-only-from-open": { "lib/status/queries/own.ts": 'import { openDb } from "#db/open"; export const own = openDb;' },
  "app-asks-a-gate": { "app/raw/page.tsx": 'import "#db/connection";' },
  "tests-stay-out-of-the-build": { "lib/status/jobs.ts": 'import "#lib/testing/cast";' },
  "everything-resolves": { "lib/status/commands/lost.ts": 'import "./nowhere.ts";' },
  "no-module-cycles": {
    "lib/catalog/rules.ts": 'import "#lib/customers/terms";',
    "lib/customers/terms.ts": "export const tiers = [];",
    "lib/customers/rules.ts": 'import "#lib/catalog/terms";',
    "lib/catalog/terms.ts": "export const kinds = [];",
  },
};

const broken = seedTree(Object.assign({ ...lawful }, ...Object.values(violations)));
const kept = seedTree(lawful);
const report = runCheck("check-imports.mjs", broken.folder);

afterAll(() => [broken, kept].forEach((tree) => tree.remove()));

test("a tree that keeps the law passes", () => {
  expect(runCheck("check-imports.mjs", kept.folder)).toEqual({ status: 0, output: "" });
});

test("a tree that breaks it fails", () => expect(report.status).toBe(1));

test("every rule has a violation that shows it to fire", () => {
  expect(Object.keys(violations).toSorted()).toEqual(rules.toSorted());
});

test.each(rules)("%s fires on the file that breaks it", (rule) => {
  const named = Object.keys(violations[rule] ?? {}).map((file) => (rule === "no-module-cycles" ? file.split("/").slice(0, 2).join("/") : file));
  const lines = report.output.split("\n").filter((line) => line.includes(`error ${rule}:`));
  expect(named.some((file) => lines.some((line) => line.includes(file))), report.output).toBe(true);
});

import { mkdirSync } from "node:fs";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { type Context, mintContext } from "#lib/access/context";
import { staffPermissions, type Permission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { changeStaffRole, addStaff } from "#lib/people/commands/staff";
import { createSetupLink } from "#lib/people/commands/setup";
import { AddStaff } from "#lib/people/input";
import { listStaff } from "#lib/people/queries/people";
import { now } from "#lib/platform/clock";
import { env } from "#lib/platform/env";

let isOpen = false;

function openPortal() {
  isOpen = true;
  return getDb();
}

/** Commands that need no database (help, a mistyped name) do not make one. */
export async function closePortal(): Promise<void> {
  if (isOpen) await getDb().close();
}

/** The command line acts as the system: whoever can run it has the database anyway. The audit log says which command it was. */
export async function contextOf(job: string, permissions: Permission[]): Promise<Context> {
  await prepareSchema();
  const at = now();
  return mintContext({ db: openPortal(), now: at, actor: { kind: "system", job: `candor ${job}` }, audience: { kind: "staff" }, permissions, requestId: newId("req", at) });
}

/** A program that one of the team has started acts for them: with their role of now, and called by its own name in the audit log. */
export async function contextOfPerson(email: string, client: string): Promise<Context> {
  const found = (await listStaff(await contextOf("mcp", ["people.manage"]))).find((person) => person.email === email.trim().toLowerCase());
  if (!found) throw new Failure("not_found", `Nobody in the team has the address ${email}. Add them under People first.`);
  const at = now();
  const actor = { kind: "person", personId: found.id, name: found.name, key: { id: `MCP for ${found.name}`, name: `${client} over MCP` } } as const;
  const permissions = staffPermissions[found.role].filter((permission) => permission === "console.read" || permission === "incidents.post");
  return mintContext({ db: openPortal(), now: at, actor, audience: { kind: "staff" }, permissions, requestId: newId("req", at) });
}

export async function migrateNow(): Promise<void> {
  const applied = await prepareSchema();
  console.log(applied === 0 ? "The database was up to date." : `The database is up to date (${applied} ${applied === 1 ? "migration" : "migrations"} applied).`);
}

export async function printSetupLink(): Promise<void> {
  await prepareSchema();
  const link = await createSetupLink(openPortal(), now());
  if (!link) throw new Failure("conflict", "This portal has an admin already. Ask them, or use: candor create-admin <email>");
  console.log(`Open this link within 24 hours to become the first admin; earlier links stop working:\n${link}`);
}

export async function createAdmin(email: string, options: { name?: string }): Promise<void> {
  const parsed = AddStaff.safeParse({ email, name: options.name ?? email.split("@")[0], role: "admin" });
  if (!parsed.success) throw new Failure("invalid", parsed.error.issues.map((issue) => issue.message).join(" "));
  const ctx = await contextOf("create-admin", ["people.manage"]);
  const known = (await listStaff(ctx)).find((person) => person.email === parsed.data.email);
  if (known) await changeStaffRole(ctx, { id: known.id, role: "admin" });
  else await addStaff(ctx, parsed.data);
  console.log(`${parsed.data.email} is an admin. They sign in at ${env.APP_URL}/sign-in with a link sent to that address.`);
}

/** Brings the database to this version; answers how many migrations it took. */
export async function prepareSchema(): Promise<number> {
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  return migrate(databaseUrl());
}

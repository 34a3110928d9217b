// A portal with many customers and one of staff, for the storm: bench/storm.ts.
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { people, sessions, staffMembers } from "#db/schema/access";
import { components } from "#db/schema/catalog";
import { now } from "#lib/platform/clock";
import { sha256 } from "#lib/platform/crypto";
import { mintContext } from "#lib/access/context";
import { staffPermissions } from "#lib/access/permissions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { seedScale } from "./seed/scale.ts";

export interface StormCompany {
  incidentId: string;
  staffToken: string;
}

const customers = Number(process.argv[2]);
const staffToken = "storm-session-token-of-the-responder";
const personId = "per_storm_responder";
await migrate(databaseUrl());
const db = getDb();
await seedScale(db, { customers, subscribers: customers * 2, incidents: 400, deliveries: 100 });
const at = now();
await db.write(async (tx) => {
  await tx.insert(people).values({ id: personId, email: "responder@northlight.example", name: "Storm Responder", createdAt: at });
  await tx.insert(staffMembers).values({ personId, role: "manager", createdAt: at });
  await tx.insert(sessions).values({ id: "ses_storm", tokenHash: sha256(staffToken), personId, createdAt: at, lastSeenAt: at, expiresAt: at + 86_400_000 });
});
const [component] = await db.read.select({ id: components.id }).from(components).orderBy(components.id).limit(1);
const ctx = mintContext({ db, now: at, actor: { kind: "person", personId, name: "Storm Responder" }, audience: { kind: "staff" }, permissions: staffPermissions.manager, requestId: "bench" });
const { incidentId } = await openIncident(ctx, { title: "Card payments are failing", visibility: "public", state: "investigating", body: "About 1 in 8 card payments fails. Storm round 0.", components: component ? [{ componentId: component.id, state: "partial_outage" }] : [] });
await db.close();
console.log(JSON.stringify({ incidentId, staffToken } satisfies StormCompany));

import type { Db } from "#db/open";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { endpoints, subscribers, subscriptions } from "#db/schema/subscriptions";
import { sealAddress, sealSecrets } from "#lib/delivery/channels/sealed";
import { laneOf } from "#lib/delivery/rules/lane";
import type { EndpointChannel } from "#lib/delivery/terms";
import { testNow, type MemberPerson } from "./cast.ts";

export const testSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** Somewhere that is told, of a member or of somebody on the public page. */
export async function anEndpoint(db: Db, { id, address, channel = "webhook", member = null }: { id: string; address: string; channel?: EndpointChannel; member?: MemberPerson | null }): Promise<string> {
  const owner = { email: member?.email ?? "noc@stranger.example", customerId: member?.customerId ?? null, personId: member?.id ?? null };
  await db.write(async (tx) => {
    await tx.insert(subscribers).values({ id, identity: `test:${id}`, channel, ...owner, state: "active", timeZone: "UTC", createdAt: testNow, confirmedAt: testNow });
    await tx.insert(subscriptions).values({ id: `scr_${id}`, subscriberId: id, scope: "everything", createdAt: testNow });
    await tx.insert(endpoints).values({ subscriberId: id, label: `Place ${id}`, shown: "hooks.example/…cret", sealedAddress: sealAddress(id, address), sealedSecrets: channel === "webhook" ? sealSecrets(id, [testSecret]) : null, createdBy: owner.personId, createdAt: testNow });
  });
  return id;
}

/** A message that the fan-out would have queued for it. */
export async function aPosting(db: Db, { id, to, story = "inc_1", channel = "webhook", at = testNow }: { id: string; to: string; story?: string | null; channel?: EndpointChannel; at?: number }): Promise<string> {
  const renditionId = `rnd_${id}`;
  await db.write(async (tx) => {
    await tx.insert(deliveryRenditions).values({ id: renditionId, postId: `upd_${id}`, channel, timeZone: "UTC", letter: { contentType: "application/json", body: JSON.stringify({ post: id, tag: story }) }, createdAt: at });
    await tx.insert(deliveries).values({ id, kind: "incident_update", channel, storyId: story, postId: `upd_${id}`, subscriberId: to, address: "hooks.example/…cret", state: "queued", lane: laneOf("incident_update", story), dedupeKey: id, renditionId, linkVersion: 1, dueAt: at, createdAt: at });
  });
  return id;
}

// Readers on every channel and one message to each, as the fan-out leaves them.
import { createECDH, randomBytes } from "node:crypto";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import { places } from "#lib/delivery/channels/letter";
import { sealAddress, sealSecrets } from "#lib/delivery/channels/sealed";
import { renderParcel } from "#lib/delivery/channels/parcels";
import { laneOf } from "#lib/delivery/rules/lane";
import { channels, type Channel, type Letter, type Parcel } from "#lib/delivery/terms";
import { now } from "#lib/platform/clock";
import { addCast } from "#lib/testing/cast";
import { aNotice } from "#lib/testing/notices";

const count = Number(process.argv[2]);
const receiver = process.env["BENCH_RECEIVER"] ?? "";
const db = getDb();
const at = now();
const browser = createECDH("prime256v1");
browser.generateKeys();
const keys = { p256dh: browser.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url") };

await migrate(databaseUrl());
await addCast(db);
for (const channel of channels) await addRendition(channel);
for (let start = 0; start < count; start += 500) await addReaders(start, Math.min(count, start + 500));
await db.close();

async function addRendition(channel: Channel): Promise<void> {
  const letter: Letter | Parcel = channel === "email" ? { from: "status@northlight.example", subject: "Card payments are failing", html: `<p>${places.subscriber}</p>`, text: places.subscriber, headers: {} } : renderParcel({ channel, form: "candor", notice: aNotice() });
  await db.write((tx) => tx.insert(deliveryRenditions).values({ id: `rnd_${channel}`, postId: "upd_1", channel, timeZone: "UTC", letter, createdAt: at }));
}

function addressOf(channel: Channel, index: number): string {
  if (channel === "sms") return `+49151${String(index).padStart(8, "0")}`;
  const url = `${receiver}/${channel}/${index}`;
  return channel === "push" ? JSON.stringify({ endpoint: url, keys }) : url;
}

async function addReaders(start: number, end: number): Promise<void> {
  const rows = Array.from({ length: end - start }, (_, offset) => {
    const index = start + offset;
    const channel = channels[index % channels.length] ?? "email";
    return { id: `sub_bench${String(index).padStart(6, "0")}`, index, channel };
  });
  await db.write(
    async (tx) => {
      await tx.insert(subscribers).values(rows.map(({ id, channel }) => ({ id, identity: id, channel, email: `${id}@stranger.example`, state: "active" as const, timeZone: "UTC", createdAt: at, confirmedAt: at })));
      await tx.insert(endpoints).values(rows.filter(({ channel }) => channel !== "email").map(({ id, index, channel }) => ({ subscriberId: id, label: id, shown: id, sealedAddress: sealAddress(id, addressOf(channel, index)), sealedSecrets: channel === "webhook" ? sealSecrets(id, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]) : null, createdAt: at })));
      await tx.insert(deliveries).values(
        rows.map(({ id, channel }) => ({ id: id.replace("sub_", "dlv_"), kind: "incident_update" as const, channel, storyId: "inc_1", postId: "upd_1", subscriberId: id, address: id, state: "queued" as const, lane: laneOf("incident_update", "inc_1"), dedupeKey: id, renditionId: `rnd_${channel}`, linkVersion: 1, dueAt: at, createdAt: at })),
      );
    },
    { lock: true, holdMs: 60_000 },
  );
}

import type { Notice } from "#lib/delivery/terms";
import { acme, testNow } from "./cast.ts";

const minute = 60_000;

/** An update of an incident as a member of Acme reads it. */
export function aNotice(changes: Partial<Notice> = {}): Notice {
  return {
    kind: "incident_update",
    storyId: "inc_1",
    postId: "upd_1",
    portalName: "Northlight",
    customer: { id: acme.id, slug: acme.slug, name: acme.name },
    language: "en",
    timeZone: "Europe/Berlin",
    title: "Card payments are failing",
    url: "https://status.northlight.example/c/acme/incidents/abc",
    state: "identified",
    impact: "major",
    isFirst: false,
    isLast: false,
    affected: [{ name: "Checkout EU", state: "partial_outage" }],
    startedAt: testNow - 30 * minute,
    endedAt: null,
    scheduledFor: null,
    scheduledUntil: null,
    nextUpdateDueAt: testNow + 30 * minute,
    occurredAt: testNow,
    postedAt: testNow,
    body: "About **1 in 8** payments fails. See [the timeline](https://status.northlight.example/x).\n\n- We found the cause\n- We take it back",
    note: "Your terminals are safe.",
    ...changes,
  };
}

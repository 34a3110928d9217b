import type { EmailProps } from "#emails/render-email";

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`);
const portal = "https://status.northlight.example";

const footer = {
  reason: "You get this because Acme Retail uses the components above and you asked for all updates.",
  stopUrl: `${portal}/s/abc/stop?incident=K7Q2MX`,
  manageUrl: `${portal}/s/abc`,
  unsubscribeUrl: `${portal}/s/abc/unsubscribe`,
};

/** One believable set of props a template, from the demo company's world. */
export const mailProps = {
  "incident-update": {
    portalName: "Northlight",
    audienceName: "Acme Retail",
    timeZone: "Europe/Berlin",
    title: "Card payments are failing",
    url: `${portal}/c/acme/incidents/K7Q2MX`,
    state: "identified",
    impact: "major",
    startedAt: at("12:52"),
    affected: [{ name: "Checkout · EU", state: "partial_outage" }, { name: "Payments API", state: "degraded_performance" }],
    nextUpdateDueAt: at("13:30"),
    postedAt: at("13:12"),
    bodyHtml: "<p>Card payments fail for about 1 in 8 attempts with acquirers in the EU. A certificate at one of our two links to the card networks expired; we are moving traffic to the other.</p><ul><li>Refunds and payouts work.</li><li>Retrying a failed payment is safe: none was charged twice.</li></ul><p>Details for engineers are in the <a href=\"https://docs.northlight.example/retries\">guide to retries</a>.</p>",
    bodyText: "Card payments fail for about 1 in 8 attempts with acquirers in the EU. A certificate at one of our two links to the card networks expired; we are moving traffic to the other.\n\n- Refunds and payouts work.\n- Retrying a failed payment is safe: none was charged twice.\n\nDetails for engineers are in the guide to retries (https://docs.northlight.example/retries).",
    note: {
      customerName: "Acme Retail",
      html: "<p>Of your 1,940 attempts since 13:52, 243 failed. Your checkout in the UK runs over the other link and is not affected.</p>",
      text: "Of your 1,940 attempts since 13:52, 243 failed. Your checkout in the UK runs over the other link and is not affected.",
    },
    footer,
  },
  "maintenance-update": {
    portalName: "Northlight",
    timeZone: "America/New_York",
    title: "Database upgrade",
    url: `${portal}/maintenance/M4T9PA`,
    state: "scheduled",
    startsAt: Date.parse("2026-11-29T01:00:00Z"),
    endsAt: Date.parse("2026-11-29T02:00:00Z"),
    affected: ["Reporting", "Dashboard"],
    bodyHtml: "<p>We replace the database behind Reporting. Reports may be up to ten minutes late; payments are not touched.</p>",
    bodyText: "We replace the database behind Reporting. Reports may be up to ten minutes late; payments are not touched.",
    footer: { ...footer, reason: "You get this because you subscribed to status mails from Northlight." },
  },
  "maintenance-alert": {
    portalName: "Northlight",
    timeZone: "Europe/Berlin",
    title: "Upgrade of the payments database",
    startsAt: Date.parse("2026-11-29T01:00:00Z"),
    endsAt: Date.parse("2026-11-29T02:00:00Z"),
    url: `${portal}/admin/maintenance/M4T9PA`,
    about: { kind: "objection", customerName: "Acme Retail", personName: "Anna Keller", comment: "Our Black Friday sale ends on Monday.", proposedFor: Date.parse("2026-12-06T01:00:00Z"), proposedUntil: Date.parse("2026-12-06T02:00:00Z") },
  },
  "maintenance-question": {
    portalName: "Northlight",
    customerName: "Acme Retail",
    timeZone: "Europe/Berlin",
    title: "Upgrade of the payments database",
    startsAt: Date.parse("2026-11-29T01:00:00Z"),
    endsAt: Date.parse("2026-11-29T02:00:00Z"),
    answerBy: Date.parse("2026-11-26T11:00:00Z"),
    isAgain: false,
    url: `${portal}/c/acme/maintenance/M4T9PA/reply`,
  },
  "company-sign-in": { portalName: "Northlight", portalUrl: portal, signInUrl: `${portal}/sign-in/company/idp_01ka` },
  "confirm-subscription": { portalName: "Northlight", portalUrl: portal, confirmUrl: `${portal}/subscribe/confirm?token=abc`, validHours: 24 },
  "sign-in": { portalName: "Northlight", portalUrl: portal, signInUrl: `${portal}/sign-in/link?token=abc`, code: "038214", validMinutes: 15, askedAt: at("13:12"), askedFrom: "Firefox on Windows, 203.0.113.7", timeZone: "Europe/Berlin" },
  invitation: { portalName: "Northlight", portalUrl: portal, customerName: "Acme Retail", roleInWords: "an owner", invitedBy: "Mira Okafor", acceptUrl: `${portal}/sign-in` },
  "staff-note": {
    portalName: "Northlight",
    subject: "Overdue: next update of Card payments are failing",
    lines: ["Readers were promised the next update of “Card payments are failing” by 23 November 2026 at 14:30 CET (13:30 UTC). It has not come, and counts as missed.", "Post an update, even if there is nothing new: say so, and when you speak next."],
    action: { label: "Open the incident", url: `${portal}/admin/incidents/k7q2mx` },
    reason: `You get this because you may post on Northlight. Switch reminders off at ${portal}/account.`,
  },
} satisfies EmailProps;

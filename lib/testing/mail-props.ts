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
  "endpoint-off": { portalName: "Northlight", portalUrl: portal, channel: "webhook", label: "Our ticket system", shown: "hooks.acme.example/…3456", lastFailure: "It answered 500.", failingSince: at("12:52"), timeZone: "Europe/Berlin", manageUrl: `${portal}/c/acme/notifications/channels/sub_01ka` },
  "company-sign-in": { portalName: "Northlight", portalUrl: portal, signInUrl: `${portal}/sign-in/company/idp_01ka` },
  "confirm-subscription": { portalName: "Northlight", portalUrl: portal, confirmUrl: `${portal}/subscribe/confirm?token=abc`, validHours: 24 },
  "sign-in": { portalName: "Northlight", portalUrl: portal, signInUrl: `${portal}/sign-in/link?token=abc`, code: "038214", validMinutes: 15, askedAt: at("13:12"), askedFrom: "Firefox on Windows, 203.0.113.7", timeZone: "Europe/Berlin" },
  invitation: { portalName: "Northlight", portalUrl: portal, customerName: "Acme Retail", roleInWords: "an owner", invitedBy: "Mira Okafor", acceptUrl: `${portal}/sign-in` },
} satisfies EmailProps;

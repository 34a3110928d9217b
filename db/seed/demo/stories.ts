import type { ComponentState } from "#lib/catalog/terms";
import type { IncidentState, Visibility } from "#lib/incidents/terms";

export interface StoryUpdate {
  /** Minutes after the incident began. */
  after: number;
  state: IncidentState;
  body: string;
  components?: Record<string, ComponentState>;
  notes?: Record<string, string>;
  /** Minutes until the next update is promised. */
  promise?: number;
}

export interface Story {
  title: string;
  visibility: Visibility;
  customers?: string[];
  daysAgo: number;
  /** Minutes after midnight UTC. */
  at: number;
  updates: StoryUpdate[];
}

const hour = 60;

/** Thirteen months of incidents, newest last; the dates are relative to the day of the seed. */
export const stories: Story[] = [
  {
    title: "SEPA payouts of the morning cycle sent late",
    visibility: "public",
    daysAgo: 391,
    at: 6 * hour + 40,
    updates: [
      { after: 12, state: "investigating", body: "Payouts of the 06:30 clearing cycle have not left yet. Money is safe; the file waits for a lock that was not released after last night's release.", components: { sepa: "partial_outage" }, promise: 30 },
      { after: 35, state: "identified", body: "A migration job held the payout ledger. We have stopped it and are sending the file by hand for the 09:30 cycle.", promise: 60 },
      { after: 176, state: "resolved", body: "All 18,402 payouts of the morning left with the 09:30 cycle and arrive today. Nobody is charged for the delay.", components: { sepa: "operational" } },
    ],
  },
  {
    title: "Dashboard sign-in loops back to the start page",
    visibility: "public",
    daysAgo: 372,
    at: 13 * hour + 5,
    updates: [
      { after: 8, state: "investigating", body: "Some people are sent back to the sign-in page after entering their password. The API and payments are not affected.", components: { auth: "degraded_performance", dashboard: "degraded_performance" }, promise: 30 },
      { after: 31, state: "monitoring", body: "A cookie setting of today's release did not fit Safari 17. We have rolled it back; signing in again works.", promise: 60 },
      { after: 74, state: "resolved", body: "Sign-in has worked for everybody for 40 minutes.", components: { auth: "operational", dashboard: "operational" } },
    ],
  },
  {
    title: "Webhooks delayed by up to 25 minutes",
    visibility: "public",
    daysAgo: 349,
    at: 9 * hour + 48,
    updates: [
      { after: 10, state: "investigating", body: "Webhooks arrive late. Nothing is lost: events queue up and are delivered in order.", components: { webhooks: "degraded_performance" }, promise: 30 },
      { after: 38, state: "identified", body: "One endpoint answers very slowly and holds workers that others need. We are giving it a queue of its own.", promise: 30 },
      { after: 66, state: "monitoring", body: "The backlog is gone; events take under two seconds again.", components: { webhooks: "operational" }, promise: 60 },
      { after: 118, state: "resolved", body: "Delivery times have been normal for an hour. Every endpoint now has a limit on how many workers it may hold." },
    ],
  },
  {
    title: "Card payments through Singapore declined",
    visibility: "affected",
    daysAgo: 327,
    at: 2 * hour + 15,
    updates: [
      {
        after: 6,
        state: "investigating",
        body: "About 1 in 5 card payments in Asia Pacific is declined with code 91, issuer not available.",
        components: { "cards-apac": "partial_outage" },
        notes: { umbrella: "Payments at your reception desks in New South Wales are among them. Trying a second time works in most cases." },
        promise: 15,
      },
      { after: 19, state: "identified", body: "A network provider between Singapore and one card scheme drops packets. We are moving traffic to Sydney.", promise: 30 },
      { after: 41, state: "monitoring", body: "All traffic goes through Sydney. Declines are back to the usual rate.", components: { "cards-apac": "operational" }, promise: 60 },
      { after: 160, state: "resolved", body: "The provider has replaced a line card in Singapore and traffic is back on both sites." },
    ],
  },
  {
    title: "Settlement reports miss the last hour",
    visibility: "public",
    daysAgo: 301,
    at: 5 * hour + 20,
    updates: [
      { after: 20, state: "identified", body: "Settlement reports made this morning lack payments after 23:00 UTC. Balances are right; only the reports are short.", components: { reporting: "degraded_performance" }, promise: 120 },
      { after: 131, state: "resolved", body: "We have made all 212 reports anew and replaced them under the same names.", components: { reporting: "operational" } },
    ],
  },
  {
    title: "Slow API answers in Europe",
    visibility: "public",
    daysAgo: 274,
    at: 15 * hour + 32,
    updates: [
      { after: 5, state: "investigating", body: "Half of the API calls take over 2 seconds. Payments go through.", components: { api: "degraded_performance", "cards-eu": "degraded_performance" }, promise: 15 },
      { after: 17, state: "identified", body: "A new index was being built on the payments table at the busiest hour. We have stopped it.", promise: 30 },
      { after: 33, state: "resolved", body: "Answer times are normal. Index builds now run at night only, and a check refuses them otherwise.", components: { api: "operational", "cards-eu": "operational" } },
    ],
  },
  {
    title: "Salary run of the 28th starts late",
    visibility: "selected",
    customers: ["initech"],
    daysAgo: 255,
    at: 21 * hour + 2,
    updates: [
      { after: 4, state: "investigating", body: "The batch engine has not picked up tonight's salary file.", components: { "payroll-batch": "major_outage" }, promise: 20 },
      { after: 22, state: "identified", body: "The file's name carried a new suffix that our filter did not know. We have started the batch by hand.", components: { "payroll-batch": "degraded_performance" }, promise: 60 },
      { after: 95, state: "resolved", body: "All 41,116 salaries left before the 23:00 cut-off.", components: { "payroll-batch": "operational" } },
    ],
  },
  {
    title: "3-D Secure challenges time out with one bank group",
    visibility: "public",
    daysAgo: 233,
    at: 18 * hour + 11,
    updates: [
      { after: 14, state: "investigating", body: "Customers of one German bank group do not get the confirmation in their banking app. Other banks are fine.", components: { "3ds": "partial_outage" }, promise: 30 },
      { after: 43, state: "identified", body: "The bank group has confirmed a fault on its side. Where your contract allows it, we ask for an exemption for payments under 30 euro.", promise: 60 },
      { after: 152, state: "monitoring", body: "The bank group has repaired its service; challenges succeed again.", components: { "3ds": "operational" }, promise: 60 },
      { after: 214, state: "resolved", body: "Success rates have been normal for an hour." },
    ],
  },
  {
    title: "Instant payouts held back",
    visibility: "public",
    daysAgo: 208,
    at: 10 * hour + 27,
    updates: [
      { after: 9, state: "investigating", body: "Instant payouts stay in the state processing. They are neither lost nor doubled.", components: { instant: "major_outage" }, promise: 15 },
      { after: 26, state: "identified", body: "Our certificate for the clearing system was renewed there under another serial number. The new one is being installed at both sites.", promise: 30 },
      { after: 58, state: "monitoring", body: "Payouts flow. The 3,140 that waited have left.", components: { instant: "operational" }, promise: 60 },
      { after: 121, state: "resolved", body: "All instant payouts of today have arrived. Serial numbers are now compared a week before a certificate changes." },
    ],
  },
  {
    title: "Identity checks wait for manual review",
    visibility: "affected",
    daysAgo: 186,
    at: 8 * hour + 50,
    updates: [
      { after: 25, state: "identified", body: "Our provider's document reader is down. Checks go to manual review and take about four hours instead of four minutes.", components: { kyc: "degraded_performance" }, notes: { hooli: "Sellers who started before 08:40 UTC keep their place in the queue." }, promise: 120 },
      { after: 290, state: "resolved", body: "The reader works again and the queue is empty.", components: { kyc: "operational" } },
    ],
  },
  {
    title: "Refunds answered with an error although they were made",
    visibility: "public",
    daysAgo: 160,
    at: 14 * hour + 18,
    updates: [
      { after: 11, state: "investigating", body: "Some refund calls answer 500 although the refund is made. Do not repeat them: repeated calls with the same idempotency key are safe, others refund twice.", components: { refunds: "partial_outage" }, promise: 15 },
      { after: 24, state: "identified", body: "The answer was built from a replica that lagged. Refunds now read from the primary.", promise: 30 },
      { after: 52, state: "monitoring", body: "No more wrong answers since 14:59 UTC. We are looking for refunds that were made twice.", components: { refunds: "operational" }, promise: 120 },
      { after: 233, state: "resolved", body: "We found 37 double refunds, told the customers concerned and carry the cost." },
    ],
  },
  {
    title: "Event stream lags behind by 10 minutes",
    visibility: "public",
    daysAgo: 131,
    at: 4 * hour + 36,
    updates: [
      { after: 12, state: "investigating", body: "Events reach the stream 10 minutes late. Order is kept.", components: { stream: "degraded_performance" }, promise: 30 },
      { after: 49, state: "resolved", body: "A broker was short of memory after a reboot. It has what it needs and the lag is gone.", components: { stream: "operational" } },
    ],
  },
  {
    title: "Card payments in the Americas fail for six minutes",
    visibility: "public",
    daysAgo: 104,
    at: 20 * hour + 9,
    updates: [
      { after: 4, state: "investigating", body: "Card payments in the Americas fail. We are moving traffic to São Paulo.", components: { "cards-us": "major_outage" }, promise: 10 },
      { after: 8, state: "monitoring", body: "Payments succeed through São Paulo.", components: { "cards-us": "operational" }, promise: 30 },
      { after: 47, state: "resolved", body: "A power feed in Ashburn failed and the second one did not take over. Traffic stays in São Paulo until both have been tested." },
    ],
  },
  {
    title: "Dispute evidence cannot be uploaded",
    visibility: "public",
    daysAgo: 82,
    at: 11 * hour + 44,
    updates: [
      { after: 15, state: "identified", body: "Uploads of evidence over 2 MB fail. Deadlines of disputes that end today are extended by a day; you need not do anything.", components: { disputes: "partial_outage" }, promise: 60 },
      { after: 88, state: "resolved", body: "Uploads up to 20 MB work again.", components: { disputes: "operational" } },
    ],
  },
  {
    title: "Fraud scoring answers too slowly for some payments",
    visibility: "affected",
    daysAgo: 61,
    at: 17 * hour + 21,
    updates: [
      {
        after: 7,
        state: "investigating",
        body: "1 in 40 payments gets no fraud score within 80 ms and follows your fallback rule.",
        components: { fraud: "degraded_performance" },
        notes: { acme: "Your fallback rule is “accept under 150 euro”. Larger baskets are sent to 3-D Secure.", globex: "Your fallback rule is “review”: expect about 60 bookings in the review queue." },
        promise: 30,
      },
      { after: 36, state: "identified", body: "A model file was loaded from the slow disk after a restart. We are moving it back into memory.", promise: 30 },
      { after: 64, state: "resolved", body: "Scores arrive in 35 ms again.", components: { fraud: "operational" } },
    ],
  },
  {
    title: "Sandbox answers with test data of another day",
    visibility: "public",
    daysAgo: 45,
    at: 12 * hour + 30,
    updates: [
      { after: 30, state: "identified", body: "The nightly reset of the sandbox did not run. Only test data is concerned.", components: { sandbox: "degraded_performance" } },
      { after: 95, state: "resolved", body: "The reset has run and is watched from now on.", components: { sandbox: "operational" } },
    ],
  },
  {
    title: "Rising error rate on one database host",
    visibility: "internal",
    daysAgo: 33,
    at: 1 * hour + 12,
    updates: [
      { after: 3, state: "investigating", body: "db-fra-07 shows read errors. No customer traffic on it since the failover at 01:10 UTC." },
      { after: 140, state: "resolved", body: "Disk replaced, host back as a replica." },
    ],
  },
  {
    title: "Reconciliation files delivered twice",
    visibility: "affected",
    daysAgo: 24,
    at: 7 * hour + 5,
    updates: [
      { after: 20, state: "identified", body: "Statements of yesterday were delivered twice under different names. Please book only the file whose name ends in A.", components: { recon: "degraded_performance" }, notes: { acme: "Your file to book is `NL-ACME-camt053-A.xml`." }, promise: 90 },
      { after: 101, state: "resolved", body: "The second files are withdrawn. The job now refuses to run twice for a day.", components: { recon: "operational" } },
    ],
  },
  {
    title: "Payment links slow to open",
    visibility: "public",
    daysAgo: 16,
    at: 16 * hour + 2,
    updates: [
      { after: 9, state: "investigating", body: "Payment pages take 6 to 10 seconds to open. Payments made on them succeed.", components: { links: "degraded_performance" }, promise: 30 },
      { after: 27, state: "identified", body: "A content delivery site in Amsterdam answers slowly. We are taking it out.", promise: 30 },
      { after: 44, state: "resolved", body: "Pages open in under a second everywhere.", components: { links: "operational" } },
    ],
  },
  {
    title: "Webhooks to Umbrella Health signed with the old secret",
    visibility: "selected",
    customers: ["umbrella"],
    daysAgo: 9,
    at: 23 * hour + 14,
    updates: [
      { after: 11, state: "identified", body: "After your change of secret on Tuesday one of our sites still signs with the old one. Your endpoint refuses about a third of the events; we keep them and send them again.", promise: 45 },
      { after: 52, state: "resolved", body: "All sites sign with the new secret and the 1,906 events that were refused have been delivered." },
    ],
  },
  {
    title: "Currency rates not refreshed for 40 minutes",
    visibility: "public",
    daysAgo: 5,
    at: 9 * hour + 31,
    updates: [
      { after: 18, state: "identified", body: "Rates are those of 09:10 UTC. Conversions are made at these rates and we honour them.", components: { fx: "degraded_performance" }, promise: 30 },
      { after: 46, state: "resolved", body: "Rates are fresh again. The feed that failed has a second source from today.", components: { fx: "operational" } },
    ],
  },
];

/** The one going on: minutes are counted back from the moment of the seed. */
export const ongoing: Omit<Story, "daysAgo" | "at"> & { startedMinutesAgo: number } = {
  title: "Card payments in Europe are failing",
  visibility: "public",
  startedMinutesAgo: 38,
  updates: [
    {
      after: 6,
      state: "investigating",
      body: "Card payments in Europe fail for about 1 in 8 attempts since a network change at our Frankfurt site. Payments that succeed are safe.\n\nWe are finding out which connections are affected.",
      components: { "cards-eu": "partial_outage", "3ds": "degraded_performance" },
      promise: 15,
    },
    {
      after: 20,
      state: "identified",
      body: "A router in Frankfurt drops packets on one of four links to the card schemes. We are moving traffic to Dublin, customer by customer.\n\n- Trying again works in most cases\n- Refunds and payouts are not affected",
      components: { "acme-gateway": "partial_outage" },
      notes: {
        acme: "**Your gateway** shares the faulty link. About 12 % of your checkouts fail. You are second in the move to Dublin; your fallback acquirer can be switched on by calling us.",
        globex: "Only your European bookings are affected, about 1 in 10. Bookings in the Americas are fine.",
      },
      promise: 30,
    },
  ],
};

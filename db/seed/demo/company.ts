import type { ComponentVisibility } from "#lib/catalog/terms";
import type { CustomerTier, JourneyCriticality } from "#lib/customers/terms";
import type { MemberRole, StaffRole } from "#lib/access/terms";

// The demo company: the same people and parts in the demo, the tests, the screenshots and the documents.
interface SeedComponent {
  key: string;
  name: string;
  description: string;
  visibility?: ComponentVisibility;
}

export const groups: { name: string; description: string; components: SeedComponent[] }[] = [
  {
    name: "Payments",
    description: "Taking money",
    components: [
      { key: "cards-eu", name: "Card processing, Europe", description: "Authorisation and capture through our Frankfurt and Dublin sites" },
      { key: "cards-us", name: "Card processing, Americas", description: "Authorisation and capture through Ashburn and São Paulo" },
      { key: "cards-apac", name: "Card processing, Asia Pacific", description: "Authorisation and capture through Singapore and Sydney" },
      { key: "3ds", name: "3-D Secure", description: "Strong customer authentication with issuing banks" },
      { key: "refunds", name: "Refunds", description: "Full and partial refunds to cards and accounts" },
      { key: "links", name: "Payment links", description: "Hosted payment pages" },
    ],
  },
  {
    name: "Payouts",
    description: "Sending money",
    components: [
      { key: "sepa", name: "SEPA payouts", description: "Credit transfers in euro, four clearing cycles a day" },
      { key: "ach", name: "ACH payouts", description: "Next-day and same-day credits in the United States" },
      { key: "instant", name: "Instant payouts", description: "SCT Inst, RTP and NPP" },
      { key: "fx", name: "Currency conversion", description: "Rates and conversion for 34 currencies" },
    ],
  },
  {
    name: "Platform",
    description: "What everything else stands on",
    components: [
      { key: "api", name: "API", description: "REST API at api.northlight.example" },
      { key: "webhooks", name: "Webhooks", description: "Event notifications to your endpoints" },
      { key: "dashboard", name: "Dashboard", description: "The web application for finance and support teams" },
      { key: "auth", name: "Sign-in", description: "Dashboard sign-in and API key issue" },
      { key: "sandbox", name: "Sandbox", description: "The test environment" },
    ],
  },
  {
    name: "Data",
    description: "Knowing where the money is",
    components: [
      { key: "reporting", name: "Reporting", description: "Settlement, fee and balance reports" },
      { key: "ledger", name: "Ledger exports", description: "Daily exports to your warehouse" },
      { key: "recon", name: "Reconciliation files", description: "camt.053 and BAI2 statements" },
      { key: "stream", name: "Event stream", description: "Kafka-compatible stream of payment events" },
    ],
  },
  {
    name: "Risk",
    description: "Keeping fraud out",
    components: [
      { key: "fraud", name: "Fraud scoring", description: "A score for each payment in under 80 ms" },
      { key: "disputes", name: "Disputes", description: "Chargebacks and evidence" },
      { key: "kyc", name: "Identity checks", description: "KYC and KYB for onboarding" },
    ],
  },
  {
    name: "Dedicated",
    description: "Run for single customers",
    components: [
      { key: "acme-gateway", name: "Acme dedicated gateway", description: "Acquiring gateway in Frankfurt run for Acme Retail", visibility: "users" },
      { key: "health-vault", name: "Health data vault", description: "Tokenised patient billing data, Sydney", visibility: "users" },
      { key: "payroll-batch", name: "Payroll batch engine", description: "Nightly salary batches", visibility: "users" },
    ],
  },
];

interface SeedPerson {
  name: string;
  email: string;
}

export const staff: (SeedPerson & { role: StaffRole })[] = [
  { name: "Priya Raman", email: "priya.raman@northlight.example", role: "admin" },
  { name: "Mira Okafor", email: "mira.okafor@northlight.example", role: "manager" },
  { name: "Jonas Lindqvist", email: "jonas.lindqvist@northlight.example", role: "responder" },
  { name: "Tom Becker", email: "tom.becker@northlight.example", role: "viewer" },
];

interface SeedCustomer {
  slug: string;
  name: string;
  tier: CustomerTier;
  timeZone: string;
  domain: string;
  members: (SeedPerson & { role: MemberRole })[];
  /** Component key and, where the customer has one, its own name for it. */
  uses: [key: string, ownName?: string][];
  journeys: { name: string; description: string; criticality: JourneyCriticality; on: string[] }[];
}

export const customers: SeedCustomer[] = [
  {
    slug: "acme",
    name: "Acme Retail",
    tier: "gold",
    timeZone: "Europe/Berlin",
    domain: "acme.example",
    members: [
      { name: "Anna Keller", email: "anna.keller@acme.example", role: "owner" },
      { name: "Ben Fuchs", email: "ben.fuchs@acme.example", role: "viewer" },
    ],
    uses: [["acme-gateway", "Our gateway (Frankfurt)"], ["cards-eu", "Card payments"], ["3ds"], ["refunds"], ["links"], ["sepa"], ["api"], ["webhooks"], ["dashboard"], ["reporting"], ["recon"], ["fraud"]],
    journeys: [
      { name: "Checkout", description: "A shopper pays by card in the shop or the app", criticality: "critical", on: ["acme-gateway", "cards-eu", "3ds", "fraud", "api"] },
      { name: "Refund to customer", description: "A store clerk refunds a purchase", criticality: "important", on: ["refunds", "api"] },
      { name: "Daily settlement", description: "Finance books yesterday's takings by 08:00", criticality: "important", on: ["reporting", "recon", "sepa"] },
    ],
  },
  {
    slug: "globex",
    name: "Globex Travel",
    tier: "silver",
    timeZone: "America/New_York",
    domain: "globex.example",
    members: [
      { name: "Carla Gomez", email: "carla.gomez@globex.example", role: "owner" },
      { name: "Dan Price", email: "dan.price@globex.example", role: "viewer" },
    ],
    uses: [["cards-us"], ["cards-eu"], ["3ds"], ["refunds"], ["fx"], ["ach"], ["api"], ["webhooks"], ["dashboard"], ["reporting"], ["disputes"], ["fraud"]],
    journeys: [
      { name: "Book a trip", description: "A traveller pays for flight and hotel", criticality: "critical", on: ["cards-us", "cards-eu", "3ds", "fraud", "api"] },
      { name: "Cancel and refund", description: "A traveller cancels and gets money back", criticality: "important", on: ["refunds", "fx", "api"] },
      { name: "Pay partners", description: "Hotels and airlines are paid weekly", criticality: "useful", on: ["ach", "fx"] },
    ],
  },
  {
    slug: "initech",
    name: "Initech Payroll",
    tier: "bronze",
    timeZone: "Asia/Kolkata",
    domain: "initech.example",
    members: [{ name: "Ishaan Rao", email: "ishaan.rao@initech.example", role: "owner" }],
    uses: [["payroll-batch", "Salary run"], ["sepa"], ["ach"], ["instant"], ["fx"], ["api"], ["webhooks"], ["ledger"], ["kyc"]],
    journeys: [
      { name: "Salary run", description: "Salaries reach 41,000 accounts by the last working day", criticality: "critical", on: ["payroll-batch", "sepa", "ach"] },
      { name: "Onboard an employer", description: "A new employer is verified and can pay", criticality: "important", on: ["kyc", "api"] },
    ],
  },
  {
    slug: "umbrella",
    name: "Umbrella Health",
    tier: "gold",
    timeZone: "Australia/Sydney",
    domain: "umbrella.example",
    members: [{ name: "Una Walsh", email: "una.walsh@umbrella.example", role: "owner" }],
    uses: [["health-vault"], ["cards-apac", "Patient card payments"], ["instant"], ["refunds"], ["api"], ["webhooks"], ["reporting"], ["stream"], ["auth"]],
    journeys: [
      { name: "Pay at reception", description: "A patient pays the gap fee by card", criticality: "critical", on: ["cards-apac", "health-vault", "api"] },
      { name: "Insurer remittance", description: "Insurers are paid the same day", criticality: "important", on: ["instant"] },
      { name: "Clinic reports", description: "Practice managers read the day's takings", criticality: "useful", on: ["reporting", "stream"] },
    ],
  },
  {
    slug: "hooli",
    name: "Hooli Marketplace",
    tier: "silver",
    timeZone: "America/Los_Angeles",
    domain: "hooli.example",
    members: [{ name: "Hana Ito", email: "hana.ito@hooli.example", role: "owner" }],
    uses: [["cards-us"], ["ach"], ["instant"], ["links"], ["disputes"], ["kyc"], ["api"], ["webhooks"], ["sandbox"], ["stream"]],
    journeys: [
      { name: "Buy from a seller", description: "A buyer pays on a seller's page", criticality: "critical", on: ["cards-us", "links", "api"] },
      { name: "Pay sellers", description: "Sellers are paid every evening", criticality: "critical", on: ["ach", "instant"] },
      { name: "Onboard a seller", description: "A seller is verified in minutes", criticality: "useful", on: ["kyc"] },
    ],
  },
];

import type { MaintenanceState } from "#lib/maintenance/terms";

export interface PlannedWork {
  title: string;
  /** Days from the day of the seed, negative for the past. */
  inDays: number;
  /** Minutes after midnight UTC. */
  at: number;
  minutes: number;
  state: MaintenanceState;
  components: string[];
  updates: { beforeMinutes: number; state: MaintenanceState; body: string }[];
}

const hour = 60;
const day = 24 * hour;

export const plannedWork: PlannedWork[] = [
  {
    title: "Move of the reporting database",
    inDays: -52,
    at: 2 * hour,
    minutes: 90,
    state: "completed",
    components: ["reporting", "ledger"],
    updates: [
      { beforeMinutes: 7 * day, state: "scheduled", body: "We move the reporting database to larger machines. Reports can be up to an hour late that night; payments are not touched." },
      { beforeMinutes: 0, state: "in_progress", body: "The move has begun." },
      { beforeMinutes: -84, state: "completed", body: "The move is done, six minutes before its time. All reports are there." },
    ],
  },
  {
    title: "Upgrade of the payments database",
    inDays: 6,
    at: 1 * hour,
    minutes: 60,
    state: "scheduled",
    components: ["api", "cards-eu"],
    updates: [{ beforeMinutes: 9 * day, state: "scheduled", body: "We upgrade the database behind card payments in Europe. Traffic is served from Dublin meanwhile, and we expect no interruption. API answers may take up to 200 ms longer." }],
  },
  {
    title: "New certificate for webhook deliveries",
    inDays: 13,
    at: 10 * hour,
    minutes: 30,
    state: "scheduled",
    components: ["webhooks"],
    updates: [{ beforeMinutes: 15 * day, state: "scheduled", body: "Our webhook senders get a new client certificate. If you pin it, add the new fingerprint from the dashboard before this date. Everybody else need not do anything." }],
  },
];

import { z } from "zod";

const seconds = z.int().nonnegative().transform((at) => at * 1_000);
const text = z.string().nullish().transform((value) => value?.trim() ?? "");
const monitors = z.array(z.object({ monitor_tag: z.string().min(1), impact: z.enum(["UP", "DOWN", "DEGRADED", "MAINTENANCE"]).catch("UP") })).nullish().transform((list) => list ?? []);
const url = z.url().nullish().catch(null).transform((address) => address ?? null);

// As Kener's API v4 answers; what else is in it is not needed.
export const Monitor = z.object({ tag: z.string().min(1), name: z.string().trim().min(1), description: text, category_name: text, is_hidden: text });
export const Incident = z.object({ id: z.int(), title: z.string().trim().min(1), start_date_time: seconds, end_date_time: seconds.nullish(), state: text, status: text, monitors, url });
export const Comment = z.object({ id: z.int(), incident_id: z.int(), comment: z.string(), state: z.enum(["INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"]), timestamp: seconds, status: text });
export const Maintenance = z.object({ id: z.int(), title: z.string().trim().min(1), description: text, monitors });
export const Event = z.object({ id: z.int(), maintenance_id: z.int(), start_date_time: seconds, end_date_time: seconds, event_status: z.enum(["SCHEDULED", "READY", "ONGOING", "COMPLETED", "CANCELLED"]), url, maintenance: Maintenance.nullish() });

export type KenerIncident = z.output<typeof Incident>;
export type KenerComment = z.output<typeof Comment>;
export type KenerMonitor = z.output<typeof Monitor>;
export type KenerEvent = z.output<typeof Event>;
export type KenerMaintenance = z.output<typeof Maintenance>;

import { eq } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import type { Interval } from "#lib/core/intervals";
import { addDays, DAY, parseLocalDateTime } from "#lib/core/time";

const longestMs = 372 * DAY;

/** The days that a form names, on the customer's calendar; the last one belongs to it. */
export async function readPeriod(ctx: Context, { customerId, from, until }: { customerId: string; from: string; until: string }): Promise<Interval> {
  requirePermission(ctx, "console.read");
  const [customer] = await ctx.read.select({ zone: customers.timeZone }).from(customers).where(eq(customers.id, customerId));
  if (!customer) throw new Failure("invalid", "Some of this cannot be done yet. See the marked fields.", { customerId: "Choose a customer." });
  const [first, last] = [parseLocalDateTime(from, customer.zone), parseLocalDateTime(until, customer.zone)];
  if (first === null) throw new Failure("invalid", "Some of this cannot be done yet. See the marked fields.", { from: "There is no such day." });
  if (last === null || last < first) throw new Failure("invalid", "Some of this cannot be done yet. See the marked fields.", { until: "It ends before it begins." });
  const period = { from: first, until: addDays(last, 1, customer.zone) };
  if (period.until > ctx.now) throw new Failure("invalid", "Some of this cannot be done yet. See the marked fields.", { until: "This day is not over yet for the customer." });
  if (period.until - period.from > longestMs) throw new Failure("invalid", "Some of this cannot be done yet. See the marked fields.", { until: "At most a year." });
  return period;
}

import { buffer } from "node:stream/consumers";
import { receiveReports } from "#lib/bounces/commands/receive";
import { readBounceMail } from "#lib/bounces/sources/dsn";
import { Failure } from "#lib/core/failure";
import { contextOf } from "./portal.ts";

/** For a mail server that hands a mailbox's mail to a program. */
export async function receiveBounce(): Promise<void> {
  const reports = await readBounceMail(await buffer(process.stdin));
  if (reports.length === 0) throw new Failure("invalid", "This mail is no delivery status notification and no abuse report: nothing was changed.");
  const count = await receiveReports(await contextOf("bounce", []), reports);
  console.log(count === 0 ? "It names no message that this portal sent, or is known already: nothing was changed." : `${count} ${count === 1 ? "report" : "reports"} taken in.`);
}

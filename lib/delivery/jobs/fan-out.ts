import { z } from "zod";
import type { Db } from "#db/open";
import { mintContext, type Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { newId } from "#lib/core/ids";
import { findIncidentView } from "#lib/status/queries/incident";
import { renderUpdateMail, type MailAudience } from "../channels/update-mail.ts";
import { queueUpdateMails, supersedeOlder, type QueuedUpdate } from "../commands/queue.ts";
import { findPostedUpdate, listMailCustomers, type MailCustomer, type PostedUpdate } from "../queries/post-scope.ts";
import { listRecipients, type Recipient } from "../queries/recipients.ts";

const Payload = z.object({ updateId: z.string() });
const defaultSliceSize = 200;

interface FanOut {
  db: Db;
  now: number;
  /** A seam for tests that end the process between two steps. */
  onStep?: (step: "superseded" | "slice queued") => void;
  sliceSize?: number;
}

/**
 * Queues one message for everybody who hears of an update. Every audience's words come from the query its page is made of.
 * It may run twice or die half way: what is queued already stays, nothing is queued twice. A reader whose mail cannot be written
 * keeps nobody else from theirs; the job fails for it at the end, and is tried again.
 */
export async function fanOut({ db, now, onStep, sliceSize = defaultSliceSize }: FanOut, payload: unknown): Promise<number> {
  const update = await findPostedUpdate(db.read, Payload.parse(payload).updateId);
  if (!update) return 0;
  await db.write((tx) => supersedeOlder(tx, { incidentId: update.incidentId, updateId: update.updateId, olderUpdateIds: update.olderIds }));
  onStep?.("superseded");
  if (update.isOvertaken) return 0;
  const mails = new MailsOfUpdate({ db, now, update, customers: await listMailCustomers(db.read) });
  const failures: unknown[] = [];
  let count = 0;
  let after = "";
  for (;;) {
    const slice = await listRecipients(db.read, { scope: update.scope, now, after, limit: sliceSize });
    const last = slice.at(-1);
    if (!last) break;
    const written = await Promise.allSettled(slice.map((recipient) => mails.of(recipient)));
    const queued = written.flatMap((mail) => (mail.status === "fulfilled" ? (mail.value ?? []) : []));
    failures.push(...written.flatMap((mail) => (mail.status === "rejected" ? [mail.reason] : [])));
    await db.write((tx) => queueUpdateMails(tx, { mails: queued, now }));
    onStep?.("slice queued");
    count += queued.length;
    after = last.subscriberId;
  }
  if (failures.length > 0) throw new Error(`${failures.length} mails of an update could not be written.`, { cause: failures[0] });
  return count;
}

interface Source extends FanOut {
  update: PostedUpdate;
  customers: ReadonlyMap<string, MailCustomer>;
}

type Write = Awaited<ReturnType<typeof renderUpdateMail>>;

/** Renders once for an audience and zone, then only fills in each reader's links. */
class MailsOfUpdate {
  readonly #source: Source;
  readonly #rendered = new Map<string, Promise<Write | null>>();

  constructor(source: Source) {
    this.#source = source;
  }

  async of(recipient: Recipient): Promise<QueuedUpdate | null> {
    const { update, now } = this.#source;
    const key = `${recipient.customerId ?? ""}|${recipient.timeZone}`;
    const rendering = this.#rendered.get(key) ?? this.#render(recipient);
    this.#rendered.set(key, rendering);
    const write = await rendering;
    if (!write) return null;
    const { subscriberId, customerId, email: address } = recipient;
    return { id: newId("dlv", now), updateId: update.updateId, incidentId: update.incidentId, subscriberId, customerId, address, message: write(recipient) };
  }

  async #render({ customerId, timeZone }: Recipient): Promise<Write | null> {
    const { update, customers } = this.#source;
    const customer = customerId === null ? null : (customers.get(customerId) ?? null);
    const incident = await findIncidentView(this.#context(customerId === null ? { kind: "public" } : { kind: "customer", customerId }), update.code);
    const shown = incident?.updates.find((each) => each.id === update.updateId);
    // Whoever may not see it (any more) gets nothing, whatever the list of recipients said.
    if (!incident || !shown) return null;
    const audience: MailAudience = { customer, timeZone };
    return renderUpdateMail({ incident, update: shown, audience });
  }

  #context(audience: Audience): Context {
    const { db, now } = this.#source;
    return mintContext({ db, now, actor: { kind: "system", job: "fan-out" }, audience, permissions: [], requestId: `job:${this.#source.update.updateId}` });
  }
}

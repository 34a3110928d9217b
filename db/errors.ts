function hasCode(error: unknown, matches: (code: string) => boolean): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && matches(cause.code)) return true;
  }
  return false;
}

export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, (code) => ["23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"].includes(code));
}

/** Another process holds SQLite's write lock. */
export function isBusy(error: unknown): boolean {
  return hasCode(error, (code) => code.startsWith("SQLITE_BUSY"));
}

const cutCodes = /^(08|57P0[1235]$|ECONNRESET$|EPIPE$)/;
const cutWords = /^Connection terminated|not queryable/;
const unreachableCodes = /^(57P03|53300|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const unreachableWords = /^(Query read timeout|timeout expired)$|timeout exceeded when trying to connect|due to connection timeout/;

/** A connection that stood was lost under a statement. */
export function wasCutOff(error: unknown): boolean {
  return hasCode(error, (code) => cutCodes.test(code)) || (says(error, cutWords) && !says(error, unreachableWords));
}

/** The database was lost, or could not be reached at all. Before a commit is sent, nothing of the transaction is kept. */
export function isConnectionLost(error: unknown): boolean {
  return wasCutOff(error) || hasCode(error, (code) => unreachableCodes.test(code)) || says(error, unreachableWords);
}

// node-postgres gives these no code.
function says(error: unknown, words: RegExp): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (words.test(cause.message)) return true;
  return false;
}

/** The connection was lost while a commit was under way, and the database could not be asked what became of it. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";

  constructor() {
    super("The database was lost while it kept this change: it may be there or not. Look before it is made again.");
  }
}

/** PostgreSQL gave this transaction up for another one (serialization failure, deadlock): running it again is right. */
export function isRetryable(error: unknown): boolean {
  return hasCode(error, (code) => code === "40001" || code === "40P01");
}

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

/** PostgreSQL gave this transaction up for another one (serialization failure, deadlock): running it again is right. */
export function isRetryable(error: unknown): boolean {
  return hasCode(error, (code) => code === "40001" || code === "40P01");
}

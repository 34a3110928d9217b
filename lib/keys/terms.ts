export const keysAtMost = 50;

/** How long a key lasts, in days. */
export const lifetimes = [7, 30, 90, 365] as const;

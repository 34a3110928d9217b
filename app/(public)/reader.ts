import type { Reader } from "#components/status/reader";

export const publicReader: Reader = { base: "", historyHref: "/history", subscribeHref: "/subscribe" };

/** The browser tests run in lanes at once, each a portal of its own; alone there is but one. `npm test` names them. */
export const lane = process.env.E2E_LANE ?? "all";

/** Emptied at each start. */
export const dataFolder = `./data/${lane}/e2e`;

"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the script has taken over: controls that need it stay away until then. */
export function useHydrated() {
  return useSyncExternalStore(never, () => true, () => false);
}

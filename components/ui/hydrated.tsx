"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the script has taken over: controls that need it stay away until then. */
export function useHydrated() {
  return useSyncExternalStore(never, () => true, () => false);
}

export function OnlyWithScript({ children }: { children: ReactNode }) {
  return useHydrated() ? children : null;
}

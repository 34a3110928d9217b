import { notFound } from "next/navigation";
import { isFailure } from "#lib/core/failure";

/** What is not theirs is not there. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  return found.catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
}

import { notFound } from "next/navigation";
import { Failure } from "#lib/core/failure";

/** What a page is about, or the 404 of an address that names nothing. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Failure && error.code === "not_found") notFound();
    throw error;
  }
}

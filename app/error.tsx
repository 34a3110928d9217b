"use client";

import { ErrorPage } from "#components/layout/error-page";

/** The digest is the only thing the browser is told of an error; the log has the rest under it. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <ErrorPage kind="failed" requestId={error.digest} />;
}

"use client";

import { ErrorPage } from "#components/layout/error-page";
import "./globals.css";

/** Stands in for the root layout when that itself fails. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be made</title>
        <ErrorPage kind="failed" requestId={error.digest} />
      </body>
    </html>
  );
}

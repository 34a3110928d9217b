import type { Metadata } from "next";
import { ErrorPage } from "#components/layout/error-page";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return <ErrorPage kind="not-found" />;
}

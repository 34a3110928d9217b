import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { ErrorPage } from "#components/layout/error-page";

export function generateMetadata(): Metadata {
  return { title: say("Nothing here") };
}

export default function NotFound() {
  return <ErrorPage kind="not-found" />;
}

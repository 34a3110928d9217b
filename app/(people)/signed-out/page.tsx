import type { Metadata } from "next";
import { TextLink } from "#components/ui/text-link";
import { requirePublic } from "#lib/access/gates";

export const metadata: Metadata = { title: "Signed out", robots: { index: false } };

/** Where signing out ends under a customer's own name, which has no sign-in page of its own. */
export default async function SignedOutPage() {
  await requirePublic();
  return (
    <div className="max-w-md pt-12">
      <h1 className="text-xl font-semibold">You are signed out</h1>
      <p className="mt-4"><TextLink href="/sign-in">Sign in again</TextLink></p>
    </div>
  );
}

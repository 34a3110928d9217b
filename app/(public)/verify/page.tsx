import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { VerifyForm } from "#components/reports/verify-form";
import { requirePublic } from "#lib/access/gates";
import { say } from "#lib/language/rules/say";
import { addressesOf } from "../../addresses.ts";

export async function generateMetadata(): Promise<Metadata> {
  await requirePublic();
  return { title: say("Check a statement"), description: say("Whether a reliability statement is what was signed, and its figures what the counts come to."), alternates: addressesOf("/verify") };
}

export default async function VerifyPage() {
  await requirePublic();
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title={say("Check a statement")} lead={say("Choose the files of a statement. Your browser checks the signature and the chain, and computes every figure again from the evidence. The files are not sent anywhere.")} /></div>
      <VerifyForm />
    </PortalMain>
  );
}

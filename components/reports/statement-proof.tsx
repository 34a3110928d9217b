import { say } from "#lib/language/rules/say";
import { LinkButton } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** The files of a statement, and how anybody checks them. */
export function StatementFiles({ home, file = "files/" }: { home: string; file?: string }) {
  const address = (name: string) => `${home}/${file}${name}`;
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      <LinkButton look="primary" href={address("statement.pdf")}>{say("Download the PDF")}</LinkButton>
      <LinkButton href={address("statement.csv")}>CSV</LinkButton>
      <LinkButton href={address("statement.json")}>{say("JSON, signed")}</LinkButton>
      <LinkButton href={address("evidence.json")}>{say("Evidence")}</LinkButton>
      <LinkButton href={address("chain.json")}>{say("Chain")}</LinkButton>
    </div>
  );
}

export function StatementProof({ documentHash, keyId, number }: { documentHash: string; keyId: string; number: number }) {
  return (
    <Section id="proof" title={say("How to check this statement")}>
      <div className="grid max-w-prose gap-3 text-sm">
        <p>{say("It is number {number} in the chain of your statements, signed with key {key}. Download the signed JSON file with its evidence and chain, and let your browser compute every figure again: nothing is sent anywhere.", { number, key: keyId })} <TextLink href="/verify">{say("Check it")}</TextLink></p>
        <p className="text-muted">SHA-256 <code className="font-mono text-xs break-all">{documentHash}</code></p>
      </div>
    </Section>
  );
}

import { say } from "#lib/language/rules/say";
import type { Check } from "#lib/reports/rules/verify";
import { TextLink } from "../ui/text-link.tsx";

/** Where verify.js takes files, and the words it answers with. Without script it says how to check them otherwise. */
export function VerifyForm() {
  return (
    <div className="mt-8 grid max-w-prose gap-6">
      <form data-verify hidden className="grid gap-2">
        <label htmlFor="files" className="text-sm font-medium">{say("Files of the statement")}</label>
        <p id="files-hint" className="text-xs text-muted">{say("The signed JSON file is needed; evidence, CSV and chain are checked where you choose them too.")}</p>
        <input id="files" type="file" multiple accept=".json,.csv,application/json,text/csv" aria-describedby="files-hint" className="min-h-10 text-sm file:me-3 file:min-h-10 file:rounded-md file:border file:border-edge/60 file:bg-raised file:px-4 file:font-medium" />
      </form>
      <div data-verify-result role="status" className="text-sm wrap-anywhere" />
      <noscript><p className="text-sm">{`${say("This needs JavaScript. The command line does the same:")} `}<code className="font-mono text-xs">npm run candor -- verify</code></p></noscript>
      <p className="text-sm text-muted">{say("The public keys it is compared with:")} <TextLink href="/statements/keys.json">/statements/keys.json</TextLink></p>
      <div data-verify-words hidden>{Object.entries(wordsOf()).map(([name, words]) => <span key={name} data-word={name}>{words}</span>)}</div>
      <script async src="/verify.js" />
    </div>
  );
}

type Name = `${Check}-${"passed" | "failed"}` | "working" | "unreadable" | "no-statement" | "accepted" | "rejected";

function wordsOf(): Record<Name, string> {
  return {
    working: say("Checking …"),
    unreadable: say("These files could not be read. Choose them again."),
    "no-statement": say("None of these files is a signed statement. It is the JSON file that begins with the document."),
    accepted: say("The statement is proved."),
    rejected: say("The statement is not proved."),
    "form-passed": say("It is a statement, byte for byte as it was written."),
    "form-failed": say("It is no statement, or not byte for byte as it was written."),
    "hash-passed": say("The document is the one that was signed."),
    "hash-failed": say("The document is not the one that was signed."),
    "signature-passed": say("The signature is right."),
    "signature-failed": say("The signature does not belong to this document."),
    "key-passed": say("It was signed with a key that this portal publishes."),
    "key-failed": say("It was signed with a key that this portal does not publish."),
    "evidence-passed": say("The evidence is the one that the statement names."),
    "evidence-failed": say("The evidence is not the one that the statement names."),
    "figures-passed": say("Every figure was computed again from the evidence and is the same."),
    "figures-failed": say("Computed again from the evidence, the figures are others."),
    "csv-passed": say("The CSV file has what the statement says."),
    "csv-failed": say("The CSV file is not the one that belongs to this statement."),
    "chain-passed": say("The chain holds, and the statement is in it."),
    "chain-failed": say("The chain is broken, or the statement is not in it."),
  };
}
